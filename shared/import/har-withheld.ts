import type { CauseId } from '../model/cause.ts';
import type { Doubt, HeaderLine } from '../model/exchange.ts';
import type { ImportedExchange } from './imported-exchange.ts';

const credentialHeaders = /^(?:authorization|cookie|set-cookie|proxy-authorization)$/i;

/** What is read off a body, where the shell put something into it that cannot be seen. */
const readOfBody: readonly CauseId[] = [
  'assertion-missing',
  'token-malformed',
  'command-wrong',
  'workflow-id-missing',
  'payload-invalid',
  'grant-not-allowed',
  'scope-invalid',
  'client-secret-plus-sign',
];
export const variableBodyDoubts: readonly Doubt[] = readOfBody.map((cause) => ({ cause, atMost: 'possible' }));

/** What a missing credential would prove, were it certain that it was missing on the way, too. */
const missing: readonly CauseId[] = [
  'token-missing',
  'bearer-prefix-missing',
  'credentials-not-sent',
  'assertion-missing',
  'assertion-in-header',
  'proxy-auth-required',
];
const doubtsOf = (atMost: Doubt['atMost']): Doubt[] => missing.map((cause) => ({ cause, atMost }));

/** Doubts of a record whose credential was there and cannot be seen. */
export const withheldDoubts: readonly Doubt[] = doubtsOf('possible');
/** Doubts of a record whose credential may have been taken out. */
const sanitisedDoubts = doubtsOf('possible');

/**
 * Chrome hands out its HAR without Authorization and cookies unless told otherwise, and tools clean HARs before they are
 * sent. Where no call of a browser carries any of these headers, they were more likely taken out than never there.
 */
export function withheldMarks(exchanges: readonly ImportedExchange[], isBrowser: boolean) {
  const isClean = isBrowser && !exchanges.some(hasCredential);
  let count = 0;
  const marked = exchanges.map((exchange) => {
    const blanked = exchange.headers.some(isBlanked);
    if (!isClean && !blanked) return exchange;
    count += 1;
    const headers = exchange.headers.filter((line) => !isBlanked(line));
    const text = 'Authorization and cookies may have been taken out before the file was handed over';
    return {
      ...exchange,
      headers,
      doubts: [...exchange.doubts, ...(blanked ? withheldDoubts : sanitisedDoubts)],
      notes: [...exchange.notes, { text, source: 'HAR' }],
    };
  });
  const all = count === exchanges.length ? 'No call' : `Of ${exchanges.length} calls, ${count} do not`;
  const verb = count === exchanges.length ? 'carries' : 'carry';
  const notes =
    count === 0
      ? []
      : [
          `${all} ${verb} an Authorization header or a cookie that can be read: the HAR may have been sanitised. What depends on them is said with care. Chrome hands them out with "Allow to generate HAR with sensitive data" in its settings.`,
        ];
  return { exchanges: marked, notes };
}

function hasCredential({ headers, response }: ImportedExchange): boolean {
  return [...headers, ...(response?.headers ?? [])].some(({ name }) => credentialHeaders.test(name));
}

/** Forms a person or a tool leaves in place of what was taken out. `{{token}}` and `$TOKEN` are none: those were never replaced. */
const blank = [
  /^[[<(*"'-]*(?:redacted|removed|hidden|masked|saniti[sz]ed|censored|filtered|entfernt|geschwärzt|supprimé|oculto)/i,
  /^(?:\*{3,}|x{6,}|•{3,})/i,
  /^(?:<[^<>]{1,40}>|\[[^[\]]{1,40}\]|\([^()]{1,40}\)|\{[^{}]{1,40}\})$/,
  /^eyJ[\w-]{0,80}(?:\.{3}|…)$/,
];

function isBlanked({ name, value }: HeaderLine): boolean {
  const credential = value.trim().replace(/^(?:bearer|basic)\s+/i, '');
  return credentialHeaders.test(name) && blank.some((form) => form.test(credential));
}

/**
 * An exchange of a transcript or a dump whose credential somebody took out by hand. Behind `Basic` it stays: that user and
 * password were sent is all that the rules ask of it.
 */
export function withoutBlanked(exchange: ImportedExchange): ImportedExchange {
  const isGone = (line: HeaderLine) => isBlanked(line) && !/^\s*basic\b/i.test(line.value);
  if (!exchange.headers.some(isGone)) return exchange;
  const text = 'something stands in the place of the credential, so it was taken out before this was sent here';
  return {
    ...exchange,
    headers: exchange.headers.filter((line) => !isGone(line)),
    doubts: [...exchange.doubts, ...withheldDoubts],
    notes: [...exchange.notes, { text, source: 'request headers' }],
  };
}
