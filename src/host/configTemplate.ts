/** The configuration file that is made when there is none: every line a comment, so it changes nothing until it is edited. A test reads it with the engine's own reader. */
import { defaultSettings } from '../model/settings.ts';

/** Returns the template; the values shown are the defaults. */
export function configTemplate(): string {
  const { watch, briefing, dashboard } = defaultSettings;
  return `# Logbrief's configuration for this workspace.
# Every line below is a comment that shows the default. To change one, remove the "# " in front of
# it and of its section's name. Saving this file restarts the engine of the editor.
# Settings of the editor (logbrief.*) and environment variables (LOGBRIEF_...) win over this file.

# Which logs are watched: globs relative to the workspace, or absolute.
# When include is empty, the logs are found by themselves.
# watch:
#   include: []              # for example ["logs/**/*.log", "/var/log/myapp/*.log"]
#   exclude: []              # for example ["**/*.gz"]
#   sweep_interval_ms: ${watch.sweepIntervalMs}  # how often to look for what file events missed, 100 to 2000

# The briefing for coding agents: .logbrief/briefing.md
# briefing:
#   enabled: ${briefing.enabled}
#   budget_bytes: ${briefing.budgetBytes}       # size limit in bytes of UTF-8, 1024 to 65536
#   update_interval: ${briefing.updateIntervalSeconds}     # in seconds; a change in the logs rewrites it at once

# The dashboard file: .logbrief/dashboard.json, and its history
# dashboard:
#   enabled: ${dashboard.enabled}
#   update_interval: ${dashboard.updateIntervalSeconds}      # in seconds
#   max_dashboard_history: ${dashboard.maxDashboardHistory} # files kept in .logbrief/history/
`;
}
