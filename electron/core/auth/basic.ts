import type { Problem } from '#shared/contract/errors.ts';
import { Failure } from '../failure.ts';

/** User and password as they stand behind `Basic` (RFC 7617): UTF-8, joined by a colon, in Base64. */
export function basicPair(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/**
 * The pair of a login typed by a person: composed to NFC, as RFC 7617, 2.1 asks, so that `é` is the same on every keyboard.
 * @throws Failure CREDENTIAL_INVALID for a user name that Basic cannot carry
 */
export function userPair(username: string, password: string): string {
  if (username.includes(':')) {
    const sentence = 'The user name holds a colon, and Basic ends the user name at the first one.';
    throw invalid('credential.username', sentence, 'Use a user name without a colon.');
  }
  if (/\p{Cc}/u.test(username + password)) {
    const sentence = 'The user name or the password holds a control character, which Basic cannot carry.';
    throw invalid('credential.username', sentence, 'Type both again; a line break may have come along when pasting.');
  }
  return basicPair(username.normalize('NFC'), password.normalize('NFC'));
}

function invalid(field: string, sentence: string, mend: string): Failure {
  const problem: Problem = { field, line: null, column: null, sentence, mend };
  return new Failure('CREDENTIAL_INVALID', sentence, { problems: [problem] });
}
