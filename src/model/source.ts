/** A followed log, how far it has been read, and what became of its bytes. */

/** Tells where the bytes of a source come from. */
export type SourceKind = 'file' | 'stdin' | 'command' | 'terminal';

/** Says who a file is, whatever its name: DESIGN decision 4. */
export interface Fingerprint {
  /** Device and inode as decimal text; they may exceed 2^53. */
  readonly device: string;
  readonly inode: string;
  /** The first bytes, at most 1 KiB, in base64; compared as a prefix, so a file that grows stays itself. Undefined: those that were saved last. */
  readonly head: string | undefined;
}

/** One followed log: a file lineage, or a stream without a file. */
export interface Source {
  /** The engine's own number, stable over restarts as long as the store is. */
  readonly id: number;
  readonly kind: SourceKind;
  /** Where the log is now: absolute for files, `stdin` or `command:…` for streams. A rename changes it. */
  path: string;
  /** What the log is called in answers: relative to the workspace where it lies inside, with `/`. Follows `path`. */
  name: string;
  /** The name under which it was first seen; rotated generations of one log share it. */
  readonly logName: string;
}

/** How far a source is stored: everything before `positionBytes` is in the store, nothing behind it. */
export interface Checkpoint {
  readonly sourceId: number;
  readonly positionBytes: number;
  /** Physical lines before the position. */
  readonly lines: number;
  /** SHA-256 (hex) of up to 1 KiB before the position; tells an in-place rewrite from an append. */
  readonly tailHash: string;
}

/** A source as it is saved: enough to find it again after a restart. */
export interface SavedSource {
  readonly id: number;
  readonly kind: SourceKind;
  readonly path: string;
  readonly name: string;
  readonly logName: string;
  readonly fingerprint: Fingerprint | undefined;
  readonly checkpoint: Checkpoint;
}

/** What became of a source's bytes (FEATURES A8); all counts since the source was first seen. */
export interface Coverage {
  /** Bytes consumed by the parser, line ends included. */
  readonly bytes: number;
  readonly lines: number;
  readonly records: number;
  /** Records without a recognised header. */
  readonly unparsed: number;
  /** Bytes left out on purpose (NUL runs, cut lines), and lines that were cut. */
  readonly droppedBytes: number;
  /** Of these, what sparse holes and the rest of cut lines were; what remains are byte order marks. */
  readonly holeBytes: number;
  readonly cutBytes: number;
  readonly truncated: number;
  /** Rotations crossed: renames, truncations, rewrites. */
  readonly rotations: number;
  /** Records whose year, day or zone was assumed. */
  readonly assumed: number;
  /** Records older than the one in front of them, and the largest step back in milliseconds. */
  readonly disordered: number;
  readonly backwardMs: number;
}

/** Nothing read yet. */
export const noCoverage: Coverage = { bytes: 0, lines: 0, records: 0, unparsed: 0, droppedBytes: 0, holeBytes: 0, cutBytes: 0, truncated: 0, rotations: 0, assumed: 0, disordered: 0, backwardMs: 0 };

/** Adds two coverages up. */
export function addCoverage(a: Coverage, b: Coverage): Coverage {
  return {
    bytes: a.bytes + b.bytes,
    lines: a.lines + b.lines,
    records: a.records + b.records,
    unparsed: a.unparsed + b.unparsed,
    droppedBytes: a.droppedBytes + b.droppedBytes,
    holeBytes: a.holeBytes + b.holeBytes,
    cutBytes: a.cutBytes + b.cutBytes,
    truncated: a.truncated + b.truncated,
    rotations: a.rotations + b.rotations,
    assumed: a.assumed + b.assumed,
    disordered: a.disordered + b.disordered,
    backwardMs: Math.max(a.backwardMs, b.backwardMs),
  };
}

/** Says why bytes are in no record, as the inside of a bracket; empty when none were left out. */
export function droppedReasons({ droppedBytes, holeBytes, cutBytes }: Coverage): string {
  const marks = droppedBytes - holeBytes - cutBytes;
  const parts = [
    cutBytes > 0 ? `${cutBytes} of lines over the limit` : '', holeBytes > 0 ? `${holeBytes} zero bytes of sparse files` : '', marks > 0 ? `${marks} of byte order marks` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
