import { type Clues, noClues } from '#shared/model/clues.ts';
import type { HeaderLine } from '#shared/model/exchange.ts';
import { credentialWords, readClues } from '#shared/text/clues.ts';
import { mapTexts } from '#shared/text/map-texts.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { PreparedRequest } from './prepare-request.ts';

const needles = credentialWords.map((word) => Buffer.from(word));

/** A body longer than this is read at both ends: an assertion is put in as its last property. */
const readWhole = 1024 * 1024;
const readAtEnd = 64 * 1024;

/**
 * What can be seen of the secrets of a call, read before they are replaced. A body without any of the words that matter is
 * searched once and never decoded. What the clues quote, the user name and the claims, passes the redactor all the same: a
 * JWT may carry another one.
 */
export function callClues(
  { url, headers, body }: PreparedRequest,
  sent: HeaderLine[] | null,
  redactor: Redactor,
): Clues {
  const clues = readClues({ url: url.href, headers: sent ?? headers, body: toldBody(body) });
  if (clues === noClues) return noClues;
  const { authorization } = clues;
  const username = authorization?.username;
  return {
    ...clues,
    authorization: authorization && username ? { ...authorization, username: redactor.text(username) } : authorization,
    jwts: clues.jwts.map((jwt) => mapTexts(jwt, redactor.text) as typeof jwt),
  };
}

function toldBody(body: Uint8Array | null): string | null {
  if (body === null) return null;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!needles.some((needle) => bytes.includes(needle))) return null;
  if (bytes.length <= readWhole) return bytes.toString();
  return `${bytes.subarray(0, readWhole - readAtEnd)}\n${bytes.subarray(-readAtEnd)}`;
}
