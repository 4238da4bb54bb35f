/** `logbrief grafana`: a dashboard for Grafana. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError, messageOf } from '../base/errors.ts';
import { renderGrafanaDashboard } from '../engine/observe/observe.ts';
import { exitCode, textOption, type Command } from './command.ts';

/** The subcommand. */
export const grafanaCommand: Command = {
  name: 'grafana',
  help: `Usage: logbrief grafana [--out FILE]

  --out FILE          writes it there instead; an existing file is replaced

Import it in Grafana (Dashboards, New, Import) or put it into a folder of its provisioning. It asks for a Prometheus data source that scrapes
this engine: metrics.enabled, metrics.port.`,
  instead: 'a file goes behind --out',
  options: { out: { type: 'string' } },
  async run(given, terminal) {
    const out = textOption(given, 'out');
    if (out === undefined) {
      await terminal.write(renderGrafanaDashboard());
      return exitCode.done;
    }
    const file = path.resolve(out);
    try {
      fs.writeFileSync(file, renderGrafanaDashboard());
    } catch (thrown) {
      throw new EngineError('writeFailed', `Cannot write ${file}: ${messageOf(thrown)}. Choose another place with --out.`, { cause: thrown });
    }
    terminal.notice(`written: ${file}`);
    return exitCode.done;
  },
};
