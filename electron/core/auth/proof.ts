import type { HeaderLine } from '#shared/model/exchange.ts';
import { firstJsonProblem } from '#shared/text/json-problems.ts';
import { setJsonProperty } from '#shared/text/json-set-property.ts';
import { hasHeader, headerProblems, type PreparedRequest } from '../exchange/prepare-request.ts';
import { Failure } from '../failure.ts';
import type { KnownSecret } from '../redact/redactor.ts';
import { pseudonym } from '../redact/secret-tag.ts';
import { userPair } from './basic.ts';
import { assertionSecretOf, tokenSecretOf } from './token-secrets.ts';

/** What a call shows to be let in. */
export type Proof =
  | { kind: 'bearer'; value: string; isAssertion: boolean }
  | { kind: 'basic'; username: string; password: string; cookie: string | null }
  | { kind: 'api-key'; in: 'header' | 'query'; name: string; value: string }
  | { kind: 'body-property'; property: string; value: string };

/**
 * Puts a proof into a call, the only way it ever gets there: what is previewed is what is sent.
 * @throws Failure CREDENTIAL_INVALID when the proof cannot be put on the wire, DRAFT_INVALID when the body has no place for it
 */
export function applyProof(request: PreparedRequest, proof: Proof): PreparedRequest {
  if (proof.kind === 'body-property') return { ...request, body: bodyWith(request, proof) };
  if (proof.kind === 'api-key' && proof.in === 'query') return { ...request, url: urlWith(request.url, proof) };
  const added = headersOf(proof).map((header) => ({ ...header, from: 'credential' as const }));
  return {
    ...request,
    headers: [...added.filter(({ name }) => !hasHeader(request.headers, name)), ...request.headers],
  };
}

/** The header lines a proof adds; none for one that goes elsewhere. @throws Failure CREDENTIAL_INVALID */
export function headersOf(proof: Proof): HeaderLine[] {
  switch (proof.kind) {
    case 'bearer':
      return [checked({ name: 'authorization', value: `Bearer ${proof.value}` })];
    case 'basic': {
      const { username, password, cookie } = proof;
      const authorization = { name: 'authorization', value: `Basic ${userPair(username, password)}` };
      return cookie === null ? [authorization] : [authorization, { name: 'cookie', value: cookie }];
    }
    case 'api-key':
      return proof.in === 'header' ? [checked({ name: proof.name, value: proof.value })] : [];
    case 'body-property':
      return [];
  }
}

/** What must never be seen of a proof, under the name it goes by. */
export function proofSecrets(proof: Proof): KnownSecret[] {
  switch (proof.kind) {
    case 'bearer':
      return [proof.isAssertion ? assertionSecretOf(proof.value) : tokenSecretOf(proof.value)];
    case 'basic':
      return basicSecrets(proof);
    case 'api-key':
      return [{ value: proof.value, pseudonym: pseudonym('API key', proof.value) }];
    case 'body-property':
      return [assertionSecretOf(proof.value)];
  }
}

function basicSecrets({ username, password, cookie }: Proof & { kind: 'basic' }): KnownSecret[] {
  const known = { value: password, pseudonym: pseudonym('password', password) };
  const cookies = cookie === null ? [] : cookie.split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [
    known,
    { ...known, value: userPair(username, password) },
    ...cookies.map((value) => ({ value, pseudonym: pseudonym('cookie', value) })),
  ];
}

function checked(header: HeaderLine): HeaderLine {
  const problems = headerProblems(header);
  const [first] = problems;
  if (first) throw new Failure('CREDENTIAL_INVALID', first.sentence, { problems });
  return header;
}

function bodyWith({ body }: PreparedRequest, { property, value }: Proof & { kind: 'body-property' }): Uint8Array {
  const text = body === null ? '' : Buffer.from(body).toString();
  const changed = setJsonProperty(text, property, value);
  if (changed !== null) return Buffer.from(changed);
  const sentence = 'This connection puts its assertion into the body, which has to be a JSON object.';
  const fault = firstJsonProblem(text);
  const mend = 'Write a JSON object, {} at least, into the body.';
  const problem = { line: null, column: null, mend, ...fault, field: 'body', sentence: fault?.sentence ?? sentence };
  throw new Failure('DRAFT_INVALID', sentence, { problems: [problem] });
}

/** `URLSearchParams` would write the whole query anew, and with it what the user wrote (`%20` as `+`). */
function urlWith(from: URL, { name, value }: { name: string; value: string }): URL {
  const url = new URL(from);
  const isAnother = (pair: string) => pair !== '' && !new URLSearchParams(pair).has(name);
  const others = url.search.slice(1).split('&').filter(isAnother);
  url.search = [...others, `${encode(name)}=${encode(value)}`].join('&');
  return url;
}

/** Percent-encoded whole: a space as `%20` is read alike everywhere. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
