/** The streams of one log by their templates: two short lists until there are more, since a table that reaches up to the id of a template takes ten kilobytes in each of many logs. */
import type { Stream } from './streams.ts';

/** So many are looked for one by one (ours: as quick as a map, and a third of its memory). */
const mostListed = 8;

/** Shared, never changed. */
const noIds: readonly number[] = [];
const noStreams: readonly Stream[] = [];

/** The streams; asked once per record. */
export class StreamsByTemplate {
  /** Copied when they grow: a list that is pushed to takes room for sixteen. */
  #ids = noIds;
  #streams = noStreams;
  #table: Map<number, Stream> | undefined;

  /** Returns the stream of a template; undefined when there is none. */
  get(templateId: number): Stream | undefined {
    if (this.#table) return this.#table.get(templateId);
    const place = this.#ids.indexOf(templateId);
    return place < 0 ? undefined : this.#streams[place];
  }

  /** Gives a template a stream. */
  set(templateId: number, stream: Stream): void {
    if (this.#table) this.#table.set(templateId, stream);
    else if (this.#ids.includes(templateId)) this.#streams = this.#streams.with(this.#ids.indexOf(templateId), stream);
    else if (this.#ids.length < mostListed) {
      this.#ids = this.#ids.concat(templateId);
      this.#streams = this.#streams.concat(stream);
    } else {
      this.#table = new Map(this.#ids.map((id, place) => [id, this.#streams[place] ?? stream]));
      this.#table.set(templateId, stream);
      this.#ids = noIds;
      this.#streams = noStreams;
    }
  }

  /** All streams in the order of their templates' ids; one that stands for several comes as often. */
  all(): Stream[] {
    const entries = this.#table ? [...this.#table] : this.#ids.map((id, place) => [id, this.#streams[place]] as const);
    return entries.sort(([a], [b]) => a - b).flatMap(([, stream]) => stream ?? []);
  }
}
