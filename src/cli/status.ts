/** `logbrief status`: how the workspace is and how far its logs are read. */
import { ownFigures, type CacheFigures, type OwnFigures, type QueueFigures } from '../engine/ownFigures.ts';
import { readMetrics, type Sample } from '../engine/observe/observe.ts';
import { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { droppedReasons } from '../model/source.ts';
import { exitCode, numberOption, type Arguments, type Command } from './command.ts';
import { historyText } from './history.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

const hourMs = 3_600_000;

/** The subcommand. */
export const statusCommand: Command = {
  name: 'status',
  help: `Usage: logbrief status [options]\n\n${placeHelp}\n  --history HOURS     also what was measured in the last hours, by the hour\n${jsonHelp}\n\nExit code 3 when no engine is running.`,
  options: { ...placeOptions, ...jsonOption, history: { type: 'string' } },
  async run(given, terminal) {
    const { workspace, stateFolder } = placeOf(given);
    using query = Query.open(workspace, stateFolder);
    const snapshot = query.snapshot(Date.now());
    const isRunning = query.writerAlive();
    const own = isRunning ? ownFigures(stateFolder) : { queue: undefined, caches: [] };
    const hours = historyHours(given);
    const samples = hours === undefined ? undefined : readMetrics(stateFolder, Date.now() - hours * hourMs);
    await terminal.write(given.values['json'] === true ? statusJson(snapshot, isRunning, own, samples) : `${statusText(snapshot, isRunning, own)}${samples ? historyText(samples) : ''}`);
    return isRunning ? exitCode.done : exitCode.wrong;
  },
};

function historyHours(given: Arguments): number | undefined {
  return given.values['history'] === undefined ? undefined : numberOption(statusCommand, given, 'history', { min: 1, max: 87_600, default: 24 });
}

function statusJson(snapshot: Snapshot, isRunning: boolean, { queue, caches }: OwnFigures, history: readonly Sample[] | undefined): string {
  const { health, coverage, sources, notices } = snapshot;
  return `${JSON.stringify({ running: isRunning, health_score: health.score ?? null, system_health: health.word, reasons: health.reasons, coverage, sources, queue: queue ?? null, caches, notices, ...(history ? { history } : {}) })}\n`;
}

function statusText({ health, coverage, sources, issues, notices }: Snapshot, isRunning: boolean, { queue, caches }: OwnFigures): string {
  const active = issues.filter((issue) => issue.state === 'open' || issue.state === 'reopened').length;
  const lines = [
    `health   ${health.score === undefined ? 'UNKNOWN' : `${health.score}/100 ${health.word}`}`,
    ...health.reasons.map(({ points, reason, issueId }) => `         -${points} ${shownText(reason)}${issueId === undefined ? '' : ` (${issueId})`}`),
    `issues   ${active} active, ${issues.length} in all`,
    `engine   ${isRunning ? 'running' : 'not running'}`,
    ...(queue === undefined ? [] : [queueText(queue)]),
    ...caches.map(cacheText),
    `read     ${coverage.bytes} bytes, ${coverage.lines} lines, ${coverage.records} records, ${coverage.lines - coverage.records} lines that continue one, ${coverage.unparsed} without a known header, ${coverage.droppedBytes} bytes left out${droppedText(coverage)}, ${coverage.truncated} lines cut, ${coverage.rotations} rotations`,
    ...(coverage.assumed > 0 ? [`times    the year, day or zone of ${coverage.assumed} records was not written and is assumed`] : []),
    ...sources.map((source) => `source   ${shownText(source.name)}: ${source.coverage.records} records, ${source.format}`),
    ...notices.map((notice) => `note     ${shownText(notice)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function queueText({ threads, waiting, high_water: highWater, capacity, waits, wait_ms: waitMs, dropped }: QueueFigures): string {
  return `queue    ${waiting} of ${capacity} records wait, ${highWater} at most so far; reading waited ${waits} times, ${Math.round(waitMs)} ms in all; ${dropped} dropped; ${threads} ${threads === 1 ? 'thread parses' : 'threads parse'}`;
}

function droppedText(coverage: Snapshot['coverage']): string {
  const reasons = droppedReasons(coverage);
  return reasons === '' ? '' : ` (${reasons})`;
}

function cacheText({ name, hits, misses, bytes }: CacheFigures): string {
  return `cache    ${name}: ${hits} of ${hits + misses} questions answered, ${bytes} bytes held`;
}
