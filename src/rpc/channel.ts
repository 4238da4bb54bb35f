/** Requests and events over a message port: the only file that knows message ids. */
import { EngineError, knownError, messageOf, type ErrorCode } from '../base/errors.ts';
import type { EngineEvents, EngineMethod, EngineMethods } from './contract.ts';

/** What both a worker thread and its parent's port can do. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Answers one request. */
export type Handlers = {
  readonly [M in EngineMethod]: (params: EngineMethods[M]['params']) => Promise<EngineMethods[M]['result']>;
};

type Message =
  | { readonly kind: 'request'; readonly id: number; readonly method: EngineMethod; readonly params: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'event'; readonly name: keyof EngineEvents; readonly payload: unknown };

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The asking side. */
export class EngineClient {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<keyof EngineEvents, (payload: never) => void>();
  #nextId = 1;
  #closed: EngineError | undefined;

  constructor(port: Port) {
    this.#port = port;
    port.on('message', (message) => this.#receive(message as Message));
  }

  /** Asks; rejects with `EngineError` when the other side fails or is gone. */
  call<M extends EngineMethod>(method: M, params: EngineMethods[M]['params']): Promise<EngineMethods[M]['result']> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending["resolve"], reject });
      this.#port.postMessage({ kind: 'request', id, method, params } satisfies Message);
    });
  }

  /** Calls `listener` for each event of this name; a second listener replaces the first. */
  on<E extends keyof EngineEvents>(name: E, listener: (payload: EngineEvents[E]) => void): void {
    this.#listeners.set(name, listener);
  }

  /** Fails all that is pending and all that will be asked. */
  close(reason: EngineError): void {
    this.#closed = reason;
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  #receive(message: Message): void {
    if (message.kind === 'event') {
      this.#listeners.get(message.name)?.(message.payload as never);
      return;
    }
    if (message.kind === 'request') return;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === 'answer') pending?.resolve(message.result);
    else pending?.reject(new EngineError(message.code, message.message));
  }
}

/** Serves requests on a port; the named border at which a request's errors are caught. Returns the event sender. */
export function serveEngine(port: Port, handlers: Handlers): <E extends keyof EngineEvents>(name: E, payload: EngineEvents[E]) => void {
  port.on('message', (received) => {
    const message = received as Message;
    if (message.kind !== 'request') return;
    const handler = handlers[message.method] as ((params: unknown) => Promise<unknown>) | undefined;
    const answer = handler ? handler(message.params) : Promise.reject(new EngineError('badRequest', `unknown request ${message.method}`));
    answer.then(
      (result) => port.postMessage({ kind: 'answer', id: message.id, result } satisfies Message),
      (thrown: unknown) => port.postMessage(failureOf(message.id, thrown)),
    );
  });
  return (name, payload) => port.postMessage({ kind: 'event', name, payload } satisfies Message);
}

function failureOf(id: number, thrown: unknown): Message {
  const known = knownError(thrown);
  return { kind: 'failure', id, code: known?.code ?? 'engineDown', message: messageOf(known ?? thrown) };
}
