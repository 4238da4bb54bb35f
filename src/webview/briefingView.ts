/** The briefing panel as a tree. */
import type { ToPanel } from '../rpc/contract.ts';
import type { Look } from './look.ts';
import { markdownTree } from './markdownTree.ts';
import { engineBanner } from './statusView.ts';
import { fill } from './strings.ts';
import { commandButton, element, type TreeNode } from './tree.ts';

/** Returns the panel's content. */
export function briefingView(message: Extract<ToPanel, { kind: 'briefing' }>, { strings, formats }: Look): readonly TreeNode[] {
  const { markdown, engine } = message;
  const banner = engineBanner(engine, strings);
  const canWrite = engine.state === 'running' && engine.role?.kind !== 'reader';
  return [
    element('div', { 'class': 'toolbar', 'role': 'toolbar', 'aria-label': strings.actions, 'data-key': 'toolbar' },
      canWrite ? commandButton('writeBriefing', strings.writeNow, true) : undefined,
      commandButton('showDashboard', strings.showDashboard),
      markdown === '' ? undefined : commandButton('copyBriefing', strings.copy)),
    element('div', { 'data-key': 'banner', 'aria-live': 'polite' }, banner),
    element('section', { 'class': 'briefing', 'aria-label': strings.briefing, 'data-key': 'briefing' },
      ...(markdown === '' ? [element('p', { class: 'muted' }, strings.noBriefing)] : markdownTree(markdown, { label: (path, line) => fill(strings.openPlace, path, line), formats }))),
  ];
}
