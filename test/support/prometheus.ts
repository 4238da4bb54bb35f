/** Debian's Prometheus and promtool, as whoever runs Logbrief would use them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { poll } from '../host/poll.ts';

/** Why it cannot be used here; undefined when it can. */
export function missingPrometheus(): string | undefined {
  const found = ['prometheus', 'promtool'].every((name) => spawnSync(name, ['--version']).status === 0);
  return found ? undefined : 'prometheus and promtool are not installed: apt-get install -y prometheus';
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** A server that scrapes one target every second. */
export class Prometheus implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #url: string;
  #errors = '';

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
    child.stderr?.on('data', (piece: Buffer) => (this.#errors += piece.toString()));
  }

  /** Starts one in `folder`, with these rules. */
  static async start(folder: string, target: string, rules: string): Promise<Prometheus> {
    fs.writeFileSync(path.join(folder, 'rules.yml'), rules);
    fs.writeFileSync(path.join(folder, 'prometheus.yml'), `global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files: [rules.yml]\nscrape_configs:\n  - job_name: logbrief\n    static_configs: [{ targets: ["${target}"] }]\n`);
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn('prometheus', [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${address}`], { stdio: ['ignore', 'ignore', 'pipe'] });
    const made = new Prometheus(child, `http://${address}`);
    await poll(() => made.#errors.includes('Server is ready'), `Prometheus: ${made.#errors}`, 60_000);
    return made;
  }

  /** Asks its HTTP API until the answer fits; returns value by labels. */
  async query(expression: string, fits: (values: ReadonlyMap<string, number>) => boolean): Promise<ReadonlyMap<string, number>> {
    for (const untilMs = performance.now() + 60_000; ; ) {
      const values = await this.#ask(expression);
      if (fits(values)) return values;
      if (performance.now() > untilMs) throw new Error(`${expression} is ${JSON.stringify([...values])}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  /** Names and states of the alerts it knows rules of. */
  async alerts(): Promise<ReadonlyMap<string, string>> {
    const answer = await (await fetch(`${this.#url}/api/v1/rules`)).json() as { data: { groups: { rules: { name: string; health: string; state: string }[] }[] } };
    return new Map(answer.data.groups.flatMap(({ rules }) => rules.map(({ name, health, state }) => [name, health === 'err' ? 'err' : state] as const)));
  }

  async #ask(expression: string): Promise<ReadonlyMap<string, number>> {
    const answer = await (await fetch(`${this.#url}/api/v1/query?query=${encodeURIComponent(expression)}`)).json() as { data: { result: { metric: Record<string, string>; value: [number, string] }[] } };
    return new Map(answer.data.result.map(({ metric, value }) => {
      const labels = Object.entries(metric).filter(([name]) => !['__name__', 'instance', 'job'].includes(name));
      return [labels.map(([name, label]) => `${name}=${label}`).sort().join(' '), Number(value[1])];
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}
