/** Says in the user's language how the engine is and what happens next. */
import { assertNever } from '../base/assertNever.ts';
import type { EngineView } from '../rpc/contract.ts';
import type { EngineCondition } from './engineSupervisor.ts';
import { timeText, type Words } from './words.ts';

/** Why an engine may not run at all. */
export type Hindrance = 'noFolder' | 'untrusted' | 'switchedOff';

/** Says why the engine may not run and what to do about it. */
export function hindranceText(hindrance: Hindrance, { t }: Words): string {
  switch (hindrance) {
    case 'noFolder':
      return t('Open a folder first: Logbrief watches the logs of the first workspace folder.');
    case 'untrusted':
      return t('This workspace is not trusted, so Logbrief reads nothing here. Trust the workspace and the engine starts.');
    case 'switchedOff':
      return t('Logbrief is switched off here. Turn on the setting logbrief.enabled and the engine starts.');
    default:
      return assertNever(hindrance);
  }
}

/** Returns what an `EngineView` says in words. */
export function describeEngine(condition: EngineCondition, hindrance: Hindrance | undefined, words: Words): Pick<EngineView, 'state' | 'detail' | 'isAllowed'> {
  return { ...describeCondition(condition, hindrance, words), isAllowed: hindrance === undefined };
}

function describeCondition(condition: EngineCondition, hindrance: Hindrance | undefined, words: Words): Pick<EngineView, 'state' | 'detail'> {
  const { t } = words;
  switch (condition.kind) {
    case 'idle':
      return { state: 'stopped', detail: hindrance ? hindranceText(hindrance, words) : t('The engine is stopped. Run "Logbrief: Start engine" to go on.') };
    case 'starting':
      return { state: 'starting', detail: t('The engine is starting.') };
    case 'running':
      return { state: 'running', detail: '' };
    case 'crashed': {
      const seconds = condition.retryInMs / 1000;
      return { state: 'crashed', detail: t('The engine crashed: {0}. It starts again in {1} s; nothing that was stored is lost.', withoutStop(condition.message), seconds) };
    }
    case 'gaveUp':
      return {
        state: 'crashed',
        detail: t('The engine crashed ({0} times within 10 minutes) and stays stopped: {1}. Look at the log, then run "Logbrief: Restart engine".', condition.crashes, withoutStop(condition.message)),
      };
    default:
      return assertNever(condition);
  }
}

/** An engine that lives and does nothing, because `core.enabled` is false where `origin` says. */
export function offView(origin: string, { t }: Words): Pick<EngineView, 'state' | 'detail'> {
  return { state: 'stopped', detail: t('Logbrief is switched off by core.enabled ({0}). Set it to true and it goes on by itself.', origin) };
}

/** Says that the last figures are too old to be believed. */
export function staleText(generatedMs: number, nowMs: number, { t, locale }: Words): string {
  return t('Stale: the last figures are from {0} and the engine has not reported since.', timeText(generatedMs, nowMs, locale));
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
