/** How each component is now (FEATURES B5): by its open issues, so that it recovers when they are over; counts stay those of all its records. */
import type { Issue } from '../model/issue.ts';
import type { ComponentState, ComponentStatus } from '../model/snapshot.ts';

const statusOfSeverity = { CRITICAL: 'CRITICAL', HIGH: 'ERROR', MEDIUM: 'WARNING', LOW: 'OK' } as const;
const order: readonly ComponentStatus[] = ['UNKNOWN', 'OK', 'WARNING', 'ERROR', 'CRITICAL'];

/** Judges the components; one whose errors are more than can be tracked keeps the status that its counts give. */
export function judgedComponents(components: readonly ComponentState[], issues: readonly Issue[]): ComponentState[] {
  const worst = new Map<string, ComponentStatus>();
  const known = new Set<string>();
  for (const { component, state, severity, isNoise } of issues) {
    if (component === undefined) continue;
    known.add(component);
    if (state !== 'open' && state !== 'reopened') continue;
    const status = isNoise === true ? 'OK' : statusOfSeverity[severity];
    if (order.indexOf(status) > order.indexOf(worst.get(component) ?? 'UNKNOWN')) worst.set(component, status);
  }
  return components.map((component) => (component.status === 'UNKNOWN' || !known.has(component.name) ? component : { ...component, status: worst.get(component.name) ?? 'OK' }));
}
