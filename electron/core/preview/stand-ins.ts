import { randomBytes } from 'node:crypto';
import { pseudonym } from '../redact/secret-tag.ts';

/** What takes the place of secrets that are not there yet, so that a preview is built by the functions that send. */
export type StandIns = {
  /** A text like no other, that goes by `‹kind, why›` in everything that is shown. `kind` is what its pseudonym says. */
  make(kind: string, why: string): string;
  has(value: string): boolean;
  /** Whether a body holds one: how long it will be is then not known. */
  isIn(body: Uint8Array): boolean;
  /** Gives stand-ins their names in a text that the redactor has been over. */
  name(text: string): string;
};

export function createStandIns(): StandIns {
  const made = new Map<string, { tagged: string; name: string }>();
  return {
    make(kind, why) {
      const value = randomBytes(24).toString('hex');
      made.set(value, { tagged: pseudonym(kind, value), name: `‹${kind}, ${why}›` });
      return value;
    },
    has: (value) => made.has(value),
    isIn: (body) => [...made.keys()].some((value) => Buffer.from(body).includes(value)),
    name: (text) => [...made.values()].reduce((named, { tagged, name }) => named.replaceAll(tagged, name), text),
  };
}
