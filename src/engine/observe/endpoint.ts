/** The HTTP endpoint that Prometheus scrapes: this machine only, and only under a name of this machine. */
import { once } from 'node:events';
import http from 'node:http';
import { EngineError, messageOf, systemCodeOf } from '../../base/errors.ts';

/** What is served. */
export interface EndpointOptions {
  readonly host: string;
  readonly port: number;
  readonly contentType: string;
  /** Renders the figures of now. */
  readonly render: () => Promise<string>;
}

/** Prometheus and a curious person; more at once is not meant (ours). */
const mostConnections = 16;
/** A scrape takes milliseconds; who sends slower than this is not Prometheus (ours). */
const slowestMs = 10_000;

/** A listening endpoint; dispose it to close the port. */
export class MetricsEndpoint implements AsyncDisposable {
  readonly #server: http.Server;
  /** The port it listens on. */
  readonly port: number;

  private constructor(server: http.Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** Listens; throws `EngineError` saying why it cannot. */
  static async open(options: EndpointOptions): Promise<MetricsEndpoint> {
    const server = http.createServer({ requestTimeout: slowestMs, headersTimeout: slowestMs, keepAliveTimeout: 5000 }, (request, response) => void answer(request, response, options));
    server.maxConnections = mostConnections;
    server.listen(options.port, options.host);
    try {
      await once(server, 'listening');
    } catch (thrown) {
      throw openError(options, thrown);
    }
    // Metrics alone keep no process alive.
    server.unref();
    const address = server.address();
    return new MetricsEndpoint(server, typeof address === 'object' && address ? address.port : options.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Whether a Host header names this machine by loopback; a page of a foreign site that has its name point here does not (DNS rebinding). */
export function isLoopbackHost(header: string | undefined): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(header?.toLowerCase() ?? '')?.[1];
  return name !== undefined && /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(name);
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers?: http.OutgoingHttpHeaders;
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse, options: EndpointOptions): Promise<void> {
  const { status, text, headers = {} } = await replyTo(request, options);
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...headers });
  response.end(request.method === 'HEAD' ? undefined : text);
}

/** The border of a scrape's errors. */
async function replyTo({ method, url, headers }: http.IncomingMessage, { contentType, render }: EndpointOptions): Promise<Reply> {
  if (!isLoopbackHost(headers.host)) return { status: 403, text: 'Ask for 127.0.0.1 or localhost.\n' };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'Only GET and HEAD.\n', headers: { allow: 'GET, HEAD' } };
  if (url?.split('?')[0] !== '/metrics') return { status: 404, text: 'The metrics are at /metrics.\n' };
  try {
    return { status: 200, text: await render(), headers: { 'content-type': contentType } };
  } catch (thrown) {
    return { status: 500, text: `The metrics cannot be told: ${messageOf(thrown)}\n` };
  }
}

function openError({ host, port }: EndpointOptions, thrown: unknown): EngineError {
  const code = systemCodeOf(thrown);
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === 'EADDRINUSE') return new EngineError('permissionDenied', `Metrics cannot be served on ${where}: another program listens there already, perhaps the engine of another workspace. Choose another port with metrics.port.`, { cause: thrown });
  if (code === 'EACCES') return new EngineError('permissionDenied', `Metrics cannot be served on ${where}: this user may not open that port. Choose one from 1024 on with metrics.port.`, { cause: thrown });
  return new EngineError('permissionDenied', `Metrics cannot be served on ${where}: ${messageOf(thrown)}. Choose another metrics.host or metrics.port.`, { cause: thrown });
}
