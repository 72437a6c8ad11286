import { createNeedleSearch, type NeedleSearch } from './needle-search.ts';
import { spellingsOf } from './spellings.ts';

/** A secret that was in play, and the name it goes by in everything that is kept or shown. */
export type KnownSecret = { value: string; pseudonym: string };

/** Redacts what comes in pieces: the pieces that come out, joined, equal `bytes` of the pieces that went in, joined. */
export type RedactingStream = { push(chunk: Uint8Array): Uint8Array; end(): Uint8Array };

export type Redactor = {
  /** The same string when nothing was found. */
  text(text: string): string;
  /** The same object when nothing was found. */
  bytes(bytes: Uint8Array): Uint8Array;
  stream(): RedactingStream;
  /** One that knows more secrets. */
  and(more: readonly KnownSecret[]): Redactor;
};

const nothing = new Uint8Array(0);

/** Replaces the known secrets, in every spelling of `spellingsOf`, by their pseudonyms. */
export function createRedactor(secrets: readonly KnownSecret[]): Redactor {
  const search = createNeedleSearch(secrets.flatMap(({ value, pseudonym }) => spellingsOf(value, pseudonym)));
  const bytes = (input: Uint8Array) => replaceUpTo(search, input, input.length).output;
  const redactor: Redactor = {
    bytes,
    text(text) {
      const input = Buffer.from(text);
      const output = bytes(input);
      return output === input ? text : Buffer.from(output).toString();
    },
    stream: () => createStream(search),
    and: (more) => (more.length === 0 ? redactor : createRedactor([...secrets, ...more])),
  };
  return redactor;
}

/**
 * Redacts `input` as far as it is decided: a match may only start below `decided`, and what follows is left to the caller.
 * `consumed` is where the undecided rest begins; a match that reaches beyond `decided` moves it on.
 */
function replaceUpTo(search: NeedleSearch, input: Uint8Array, decided: number) {
  let match = search.find(input, 0, decided - 1);
  if (match === null)
    return { output: decided === input.length ? input : input.subarray(0, decided), consumed: decided };
  const parts: Uint8Array[] = [];
  let consumed = 0;
  while (match !== null) {
    parts.push(input.subarray(consumed, match.at), match.needle.replacement);
    consumed = match.at + match.needle.bytes.length;
    match = search.find(input, consumed, decided - 1);
  }
  const end = Math.max(consumed, decided);
  parts.push(input.subarray(consumed, end));
  return { output: Buffer.concat(parts), consumed: end };
}

/** Holds back as many bytes as the longest needle has, less one, so that no match is cut by the edge of a chunk. */
function createStream(search: NeedleSearch): RedactingStream {
  let held: Uint8Array = nothing;
  return {
    push(chunk) {
      const input = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const decided = input.length - Math.max(0, search.longest - 1);
      if (decided <= 0) {
        held = input;
        return nothing;
      }
      const { output, consumed } = replaceUpTo(search, input, decided);
      held = input.subarray(consumed);
      return output;
    },
    end() {
      const { output } = replaceUpTo(search, held, held.length);
      held = nothing;
      return output;
    },
  };
}
