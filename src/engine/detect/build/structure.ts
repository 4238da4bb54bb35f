/** What a build server writes around the output of a job: its name, where its steps begin, where the clean-up does. */

/** A line of structure. `step`: one of the work begins; `post`: the clean-up does; `title`: the job's name; `leftOut`: the step that runs is skipped. */
export interface Structure {
  readonly kind: 'step' | 'post' | 'title' | 'leftOut';
  readonly name: string;
  /** Lines with the script and the arguments of the step follow. */
  readonly hasHeader: boolean;
}

/** How GitHub shows what it marks as an error elsewhere than in the raw log. */
export const lastError = /^Error: \S/;
/** What stands behind the script of a step, in its header. */
export const headerEnds = /^(?:shell: |env:|with:)/;
const stepStart = /^##\[group\]Run (.+)|^##\[section\]Starting: (.+)|^\[Pipeline\] \{ \((.+)\)|^section_start:\d+:([\w.-]+)|^travis_fold:start:(.+)|^(?:={2,}|-{3}|~{3}) :[\w-]+: (.+)/;
const postStart = /^Post job cleanup\.|^Cleaning up project directory|^\[Pipeline\] \{ \(Declarative: Post/;
/** Jenkins leaves out what stands behind a stage that failed. */
const leftOut = /^Stage ".+" skipped due to earlier failure/;
const jobTitle = /^Complete job name: (.+)/;
/** With one of these a line of structure begins: lines are many, and few of them are tried. */
const structureSigns = '#[st=-~PCS';

/** Reads one; undefined for a line of output. */
export function structureOf(text: string): Structure | undefined {
  if (!structureSigns.includes(text.charAt(0))) return undefined;
  if (leftOut.test(text)) return { kind: 'leftOut', name: '', hasHeader: false };
  if (postStart.test(text)) return { kind: 'post', name: '', hasHeader: false };
  const started = stepStart.exec(text);
  if (started) return { kind: 'step', name: started.slice(1).find((part) => Boolean(part)) ?? '', hasHeader: text.startsWith('##[group]Run ') };
  const title = jobTitle.exec(text)?.[1];
  return title === undefined ? undefined : { kind: 'title', name: title, hasHeader: false };
}

/** Whether an ending says that somebody else ended the run, which then says nothing of its own. */
export function isCut(text: string): boolean {
  return /cancell?ed|shutdown signal|timed out|exceeded the maximum/i.test(text);
}
