/**
 * Tells by four bytes where a trigger can be, so that the automaton runs only there (after Wu and Manber 1994). Every second place is looked
 * at; of each trigger one group of four is chosen for either way it can lie on these places, the one that ordinary text has least.
 */
import { byte, isDigit } from './byteClass.ts';

/** A group of four begins at most so far behind its trigger's beginning. */
const maxBack = 5;
/** Classes of bytes, and so bits of a class. */
const classBits = 5;
const classes = 1 << classBits;
const pairBits = 2 * classBits;
/** What ordinary log text looks like; only how rare a group is in it counts. */
const ordinaryText = `2024-03-17 09:41:26,318 INFO [main] org.example.service.OrderHandler: Received request from 10.0.12.7:48210 for /api/orders/28841 in 17 ms
Mar 17 09:41:27 node-12 sshd[2417]: Connection closed by remote host, user=unknown rhost=192.168.3.14 port 52871 ssh2, session opened for user root
{"time":"2024-03-17T09:41:28.113Z","level":"info","logger":"app.worker","msg":"job finished","id":5912,"duration_ms":318,"status":"ok"}
nova.compute.manager [req-3ea4052c 113d3a99 54fad412] [instance: b9000564-fe1a] VM Started (Lifecycle Event), attempting claim: memory 2048 MB, disk 20 GB
dfs.DataNode$PacketResponder: Received block blk_38865049064139660 of size 67108864 from /10.251.91.84, terminating; passed access tests
    at com.example.web.Dispatcher.invoke(Dispatcher.java:412) Caused by: java.io.IOException: Broken pipe while writing the response
Executor: Running task 12.0 in stage 3.0 (TID 118). Finished, 2364 bytes result sent to driver; memory store: block broadcast_9 stored as values
level=warn ts=2024-03-17T09:41:29Z caller=client.go:227 component=discovery err="dial tcp: lookup timed out" interval=5s attempt=3 of 10
ActivityManager: START u0 act=android.intent.action.MAIN flg=0x10000000 cmp=com.android.settings/.Settings from uid 1000 PowerManagerService: release lock
CBS Loaded Servicing Stack v6.1.7601.23505 with Core: C:\\Windows\\winsxs\\amd64_microsoft-windows-servicingstack 00000123 Scavenge: Begin CSI Store
`;

/** Holds one bit per group of four classes. */
export class TriggerFilter {
  /** A trigger whose group lies at i begins at i - back or behind. */
  readonly back = maxBack;
  readonly #classOf = Uint8Array.from({ length: 256 }, (_, code) => filterClass(code));
  readonly #mayHold = new Uint32Array(1 << (2 * pairBits - 5));

  /** `triggers` as the automaton takes them. */
  constructor(triggers: readonly string[]) {
    const ordinary = new OrdinaryText(this.#classOf);
    for (const trigger of triggers) {
      const word = Buffer.from(trigger, 'utf8');
      this.#choose(word, 0, ordinary);
      this.#choose(word, 1, ordinary);
    }
  }

  /**
   * Returns the next place from `from` on, which is even, where a group of four may belong to a trigger that ends before `to`; `to` when there is
   * none. Measured: 1 ns a byte, since no load waits for the one before, as it does in the automaton; with a call in the loop it takes twice as long.
   */
  next(bytes: Uint8Array, from: number, to: number): number {
    const classOf = this.#classOf;
    const mayHold = this.#mayHold;
    let i = from;
    let pair = ((classOf[bytes[i] ?? 0] ?? 0) << classBits) | (classOf[bytes[i + 1] ?? 0] ?? 0);
    // Groups that hang over the end are for the automaton to look at.
    const end = to - 3;
    for (; i < end; i += 2) {
      const behind = ((classOf[bytes[i + 2] ?? 0] ?? 0) << classBits) | (classOf[bytes[i + 3] ?? 0] ?? 0);
      const cell = (pair << pairBits) | behind;
      if ((((mayHold[cell >>> 5] ?? 0) >>> (cell & 31)) & 1) !== 0) return i;
      pair = behind;
    }
    return Math.min(i, to);
  }

  /** Of the groups of a word that lies on even places (`odd` 0) or one off, of which one may hang over either end, the rarest is the one to look for. */
  #choose(word: Uint8Array, odd: number, ordinary: OrdinaryText): void {
    let best = -odd;
    let least = Infinity;
    for (let at = -odd; at <= maxBack && (at < 1 || at + 4 <= word.length); at += 2) {
      const weight = ordinary.weightOf(this.#groupAt(word, at));
      if (weight >= least) continue;
      least = weight;
      best = at;
    }
    const { cell, free } = this.#groupAt(word, best);
    let bits = 0;
    do {
      const other = cell | bits;
      this.#mayHold[other >>> 5] = (this.#mayHold[other >>> 5] ?? 0) | (1 << (other & 31));
      bits = nextSubset(bits, free);
    } while (bits !== 0);
  }

  /** The group that begins at `at` of a word; before its beginning and behind its end anything may stand. */
  #groupAt(word: Uint8Array, at: number): Group {
    let cell = 0;
    let free = 0;
    for (let i = at; i < at + 4; i++) {
      const code = word[i];
      cell = (cell << classBits) | (code === undefined ? 0 : this.#classOf[code] ?? 0);
      free = (free << classBits) | (code === undefined ? classes - 1 : 0);
    }
    return { cell, free };
  }
}

/** Four classes in a row; the bits of those that may be any class are set in `free` and 0 in `cell`. */
interface Group {
  readonly cell: number;
  readonly free: number;
}

/** What comes behind `bits` among the choices of free bits, in order; 0 behind the last. */
function nextSubset(bits: number, free: number): number {
  return (bits - free) & free;
}

/** Tells how much of ordinary text lies in groups of four classes, with a little for what single bytes make likely. */
class OrdinaryText {
  readonly #counts = new Uint16Array(1 << (2 * pairBits));
  /** How likely a class is at a place; nothing is impossible. */
  readonly #single = new Float64Array(classes).fill(1);
  readonly #length: number;

  constructor(classOf: Uint8Array) {
    const text = Buffer.from(ordinaryText).map((code) => classOf[code] ?? 0);
    this.#length = text.length;
    let cell = 0;
    for (const [at, kind] of text.entries()) {
      this.#single[kind] = (this.#single[kind] ?? 0) + 1;
      cell = ((cell << classBits) | kind) & ((1 << (2 * pairBits)) - 1);
      if (at >= 3) this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
    }
  }

  weightOf({ cell, free }: Group): number {
    let likely = this.#length;
    for (let shift = 0; shift < 2 * pairBits; shift += classBits) {
      const isFree = ((free >>> shift) & 1) !== 0;
      likely *= isFree ? 1 + classes / this.#length : (this.#single[(cell >>> shift) & (classes - 1)] ?? 0) / this.#length;
    }
    if (free === 0) return likely + (this.#counts[cell] ?? 0);
    let seen = 0;
    let bits = 0;
    do {
      seen += this.#counts[cell | bits] ?? 0;
      bits = nextSubset(bits, free);
    } while (bits !== 0);
    return seen + likely;
  }
}

const rareLetters = Buffer.from('jqz');

/**
 * Letters folded and the rarest taken for each other, digits alike, some signs of their own, all others alike. Bytes beyond ASCII are in four classes, as for the
 * automaton, which share theirs with rare letters.
 */
function filterClass(code: number): number {
  const lower = code | 0x20;
  if (code >= 0x80) return [31, 23, 10, 16][code & 3] ?? 31;
  if (lower >= 0x61 && lower <= 0x7a && code >= 0x41) return rareLetters.includes(lower) ? 16 : lower - 0x61;
  if (isDigit(code)) return 25;
  switch (code) {
    case byte.dot: return 26;
    case byte.dash: return 27;
    case byte.underscore: case 0x7e: case byte.backslash: case byte.percent: case byte.at: return 28;
    case byte.colon: case byte.slash: return 29;
    case byte.bar: return 9;
    case byte.escape: return 31;
    default: return 30;
  }
}
