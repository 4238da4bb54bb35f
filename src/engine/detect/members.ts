/** Members of a pool that write in one log, such as `poller-3` beside `poller-1` and `worker 2`: each is followed, so that one that falls silent is seen among the others. */
import type { Source } from '../../model/source.ts';
import { BucketCounts } from './bucketCounts.ts';
import type { Counts } from './rhythm.ts';
import type { GridUser } from './timeGrid.ts';

/** Pools at most over all logs, and members of one; who has more members than this has names that are no pool (ours). */
const poolLimit = 200;
const memberLimit = 40;

/** One member; of very busy ones not every record is counted. */
export class Member implements Counts {
  readonly name: string;
  count = 0;
  firstMs = Infinity;
  lastMs = -Infinity;
  lastLine = 0;
  lastText = '';
  readonly buckets = new BucketCounts();

  constructor(name: string) {
    this.name = name;
  }
}

/** All members of one pool in one log. */
export interface Pool {
  readonly source: Source;
  readonly members: Map<string, Member>;
  /** Whether it had more than can be followed. */
  isFull: boolean;
}

/** In front of a message any word with a number behind it names who writes, but for those who come and go. */
const inHeader = /(?<![\w.:/@-])([A-Za-z][A-Za-z_-]{1,24})(\d{1,3})(?![\w:/-])/;
/** In a message only words for a part of the program or the plant do. */
const inBody = /\b((?:worker|poller|consumer|producer|shard|partition|replica|node|agent|executor|runner|broker|sensor|device|camera|gateway|site|station|collector|scraper|fetcher|crawler|loader|importer|exporter|reader|writer|listener|sender|uploader|processor|scheduler|robot|inverter|meter|pump|feed|channel|lane|drive|bay|queue)s?[-_ #=:]{0,2})(\d{1,3})(?![\w:/-]|\.\d)/i;
/** Threads of a pool and those who are served come and go. */
const passing = /thread|exec|nio|pool|fork|user|client|conn|session|order|req|job|task|player|guest|tx|item|slot|tty|eth|line|step|phase|part|page|row|pid|utf|http|sha|md|level|core|cpu|attempt|retry|try|round|epoch|batch|chunk|block|version/i;

interface MemberAt {
  readonly ms: number;
  readonly bucket: number;
  readonly line: number;
}

/** The pools of all logs. */
export class MemberTable implements GridUser {
  readonly #pools = new Map<string, Pool>();

  /** Takes one record: what stands in front of its message, and its message; returns whether it is one of several members. */
  note(source: Source, { header, body }: { readonly header: string; readonly body: string }, at: MemberAt): boolean {
    if (at.bucket < 0) return false;
    const byHeader = this.#count(source, inHeader.exec(header), body, at);
    const byBody = this.#count(source, inBody.exec(body), body, at);
    return byHeader || byBody;
  }

  #count(source: Source, found: RegExpExecArray | null, body: string, at: MemberAt): boolean {
    const [name = '', stem = ''] = found ?? [];
    if (stem === '' || passing.test(stem)) return false;
    const pool = this.#poolOf(source, stem.toLowerCase());
    if (!pool) return false;
    let member = pool.members.get(name);
    if (!member) {
      pool.isFull ||= pool.members.size >= memberLimit;
      if (pool.isFull) return false;
      pool.members.set(name, (member = new Member(name)));
    }
    member.count++;
    member.firstMs = Math.min(member.firstMs, at.ms);
    member.lastMs = Math.max(member.lastMs, at.ms);
    member.lastLine = at.line;
    member.lastText = body;
    member.buckets.add(at.bucket);
    return pool.members.size > 1 && !pool.isFull;
  }

  /** Those with several members, none of them left out. */
  pools(): Pool[] {
    return [...this.#pools.values()].filter(({ members, isFull }) => members.size > 1 && !isFull);
  }

  regrid(indexOf: (bucket: number) => number): void {
    for (const { members } of this.#pools.values()) for (const { buckets } of members.values()) buckets.regrid(indexOf);
  }

  #poolOf(source: Source, stem: string): Pool | undefined {
    const key = `${source.logName}\n${stem}`;
    let pool = this.#pools.get(key);
    if (!pool && this.#pools.size < poolLimit) this.#pools.set(key, (pool = { source, members: new Map(), isFull: false }));
    return pool;
  }
}
