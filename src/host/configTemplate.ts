/** The configuration file that is made when there is none: every line a comment, so it changes nothing until it is edited. */
import { defaultSettings } from '../model/settings.ts';

/** Returns the template; the values shown are the defaults. */
export function configTemplate(): string {
  const { watch, briefing, dashboard } = defaultSettings;
  return `# Logbrief's configuration for this workspace.
# Every line below is commented out and shows the default. Remove the "# " in front of a section's name and of the lines you want to change.
# Saving this file restarts the engine. Settings of the editor (logbrief.*) win over this file.

# Which logs are watched: globs relative to the workspace, or absolute. Empty lists: the logs are found by themselves.
# watch:
#   include: []              # for example ["logs/**/*.log", "/var/log/myapp/*.log"]
#   exclude: []              # for example ["**/*.gz"]
#   sweepIntervalMs: ${watch.sweepIntervalMs}    # how often to look for what file events missed, 100 to 2000

# The briefing for coding agents: .logbrief/briefing.md
# briefing:
#   enabled: ${briefing.enabled}
#   budgetBytes: ${briefing.budgetBytes}        # size limit in bytes of UTF-8, 1024 to 65536
#   updateIntervalSeconds: ${briefing.updateIntervalSeconds}   # rewritten at once when something changes, and at least this often

# The dashboard file: .logbrief/dashboard.json
# dashboard:
#   enabled: ${dashboard.enabled}
#   updateIntervalSeconds: ${dashboard.updateIntervalSeconds}
`;
}
