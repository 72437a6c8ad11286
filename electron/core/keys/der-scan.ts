/**
 * Why a DER or BER file is not handed to a parser. `cut`: its lengths reach behind its end. `too-many-rounds`: it asks for
 * so many rounds of password hashing that opening it would stop the machine.
 */
export type DerFault = 'cut' | 'malformed' | 'too-deep' | 'too-many' | 'too-many-rounds';

const depthLimit = 32;
const elementLimit = 20_000;
/** A hundred times what the most careful tools use; about five seconds of PBKDF2. */
const roundsLimit = 10_000_000;

const tagInteger = 0x02;
const tagOctets = 0x04;
const constructed = 0x20;

type Element = { tag: number; from: number; end: number; isIndefinite: boolean };
type Level = { end: number; isIndefinite: boolean; previousTag: number };
type Walk = { bytes: Uint8Array; at: number; levels: Level[] };

/**
 * Walks a DER or BER file without recursion, into OCTET STRINGs that hold DER too, before a recursive parser sees it.
 * Null when it is well formed within the limits. In all structures of keys and key stores an INTEGER right behind an OCTET
 * STRING is the count of rounds that belongs to a salt.
 */
export function findDerFault(bytes: Uint8Array): DerFault | null {
  const walk: Walk = { bytes, at: 0, levels: [{ end: bytes.length, isIndefinite: false, previousTag: -1 }] };
  for (let count = 0; count <= elementLimit; count += 1) {
    leaveFinished(walk);
    if (walk.levels.length === 1 && count > 0) return null;
    const fault = enterNext(walk);
    if (fault !== null) return fault;
  }
  return 'too-many';
}

/** Leaves every level whose end is reached: by its length, or by the two zero bytes that end an indefinite one. */
function leaveFinished(walk: Walk): void {
  const { bytes, levels } = walk;
  for (let level = levels.at(-1); levels.length > 1 && level !== undefined; level = levels.at(-1)) {
    const hasEndMark = level.isIndefinite && bytes[walk.at] === 0 && bytes[walk.at + 1] === 0;
    if (!hasEndMark && (level.isIndefinite || walk.at < level.end)) return;
    if (hasEndMark) walk.at += 2;
    levels.pop();
  }
}

function enterNext(walk: Walk): DerFault | null {
  const { bytes, levels } = walk;
  const level = levels.at(-1);
  const element = readElement(bytes, walk.at);
  if (typeof element === 'string' || level === undefined) return element === 'malformed' ? 'malformed' : 'cut';
  if (element.end > level.end) return element.end > bytes.length ? 'cut' : 'malformed';
  if (isTooManyRounds(bytes, element, level)) return 'too-many-rounds';
  level.previousTag = element.tag;
  walk.at = element.end;
  if ((element.tag & constructed) === 0 && !holdsDer(bytes, element)) return null;
  if (levels.length > depthLimit) return 'too-deep';
  levels.push({ end: element.end, isIndefinite: element.isIndefinite, previousTag: -1 });
  walk.at = element.from;
  return null;
}

/** Tags of the first elements inside the outermost one, which tell the structure; empty when there is none. */
export function outlineOf(bytes: Uint8Array): number[] {
  const outer = readElement(bytes, 0);
  if (typeof outer === 'string' || outer.tag !== 0x30) return [];
  const tags: number[] = [];
  for (let at = outer.from; at < Math.min(outer.end, bytes.length) && tags.length < 3; ) {
    const element = readElement(bytes, at);
    if (typeof element === 'string') break;
    tags.push(element.tag);
    at = element.end;
  }
  return tags;
}

/** The small number at the beginning of a structure, its version; null when it begins otherwise. */
export function versionOf(bytes: Uint8Array): number | null {
  const outer = readElement(bytes, 0);
  if (typeof outer === 'string') return null;
  const isSmallInteger = bytes[outer.from] === tagInteger && bytes[outer.from + 1] === 1;
  return isSmallInteger ? (bytes[outer.from + 2] ?? null) : null;
}

function readElement(bytes: Uint8Array, start: number): Element | 'cut' | 'malformed' {
  let at = start;
  const tag = bytes[at++];
  if (tag === undefined) return 'cut';
  if ((tag & 0x1f) === 0x1f) while (((bytes[at++] ?? 0) & 0x80) !== 0);
  const first = bytes[at++];
  if (first === undefined) return 'cut';
  if (first < 0x80) return { tag, from: at, end: at + first, isIndefinite: false };
  if (first === 0x80) {
    return (tag & constructed) === 0 ? 'malformed' : { tag, from: at, end: bytes.length, isIndefinite: true };
  }
  const width = first & 0x7f;
  if (width > 4) return 'malformed';
  if (at + width > bytes.length) return 'cut';
  const length = bytes.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, from: at + width, end: at + width + length, isIndefinite: false };
}

function isTooManyRounds(bytes: Uint8Array, { tag, from, end }: Element, { previousTag }: Level): boolean {
  if (tag !== tagInteger || (previousTag & ~constructed) !== tagOctets) return false;
  const value = bytes.subarray(from, end);
  return value.length > 8 || value.reduce((sum, byte) => sum * 256 + byte, 0) > roundsLimit;
}

/** An OCTET STRING around one SEQUENCE that fills it. */
function holdsDer(bytes: Uint8Array, { tag, from, end }: Element): boolean {
  if (tag !== tagOctets || bytes[from] !== 0x30) return false;
  const inner = readElement(bytes, from);
  return typeof inner !== 'string' && inner.end === end;
}
