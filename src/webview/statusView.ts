/** The line that says how the engine is, the same in both panels. */
import type { EngineView } from '../rpc/contract.ts';
import { fill, type PanelStrings } from './strings.ts';
import { commandButton, element, type TreeElement } from './tree.ts';

/** Returns the banner and what can be done about it; undefined while all is well. */
export function engineBanner(engine: Omit<EngineView, 'snapshot'>, strings: PanelStrings): TreeElement | undefined {
  const word = bannerWord(engine, strings);
  if (word === undefined) return quietBanner(engine, strings);
  const { state, detail, isAllowed } = engine;
  return element('section', { class: `banner ${state}`, role: 'status' },
    element('strong', {}, word), ' ', element('span', {}, detail),
    state === 'stopped' && isAllowed ? commandButton('startEngine', strings.startEngine) : undefined,
    state === 'crashed' && isAllowed ? commandButton('restartEngine', strings.restartEngine) : undefined,
    state === 'crashed' ? commandButton('showLog', strings.showLog) : undefined);
}

function bannerWord({ state, detail }: Omit<EngineView, 'snapshot'>, strings: PanelStrings): string | undefined {
  if (state === 'stopped') return strings.stopped;
  if (state === 'crashed') return strings.crashed;
  return state === 'running' && detail !== '' ? strings.stale : undefined;
}

/** While the engine starts, or only reads. */
function quietBanner({ state, role }: Omit<EngineView, 'snapshot'>, strings: PanelStrings): TreeElement | undefined {
  if (state === 'starting') return element('section', { class: 'banner starting', role: 'status' }, strings.starting);
  if (role?.kind !== 'reader') return undefined;
  return element('section', { class: 'banner', role: 'status' }, fill(strings.readerRole, role.reason));
}
