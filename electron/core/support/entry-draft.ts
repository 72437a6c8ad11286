import { type FileRedactor, redactorOfFile } from '#shared/import/file-secrets.ts';
import type { BundleExtension } from '#shared/import/har-bundle.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { Exchange, HeaderLine } from '#shared/model/exchange.ts';
import { mapTexts } from '#shared/text/map-texts.ts';
import { secrecy } from '../redact/secrecy.ts';
import type { NameHider } from './hide-names.ts';
import type { LoadedExchange } from './load-choice.ts';

/** One exchange as it will stand in a bundle. Every text in it is redacted already. */
export type EntryDraft = {
  exchangeId: string;
  method: string;
  url: string;
  requestHeaders: HeaderLine[];
  responseHeaders: HeaderLine[];
  /** Null without an answer. */
  status: number | null;
  statusText: string;
  requestBody: string | null;
  responseBody: string | null;
  extension: BundleExtension;
};

type Options = { hide: NameHider; hidesNames: boolean };

/**
 * Exchanges of history are redacted once more on their way out: live, only secrets that were known as such are replaced; here
 * also what stands in a field or a header that is named like one.
 */
export function draftEntries(loaded: readonly LoadedExchange[], { hide, hidesNames }: Options): EntryDraft[] {
  const redactor = redactorOfFile(loaded.map(bearerOf), secrecy);
  const positions = new Map(loaded.map(({ exchange }, at) => [exchange.id, at]));
  return loaded.map((one) => draftEntry(one, { redactor, hide, hidesNames, positions }));
}

function bearerOf({ exchange, bodyText }: LoadedExchange) {
  const { request, response, kind } = exchange;
  return {
    url: request.url,
    headers: request.headers,
    body: request.body,
    responseHeaders: response?.headers ?? [],
    responseBody: bodyText,
    isTokenCall: kind === 'token',
  };
}

/** Words of our own stay, even where a user is called `token`. */
function cleanExtension(raw: BundleExtension, text: (given: string) => string): BundleExtension {
  const clean = mapTexts(raw, text) as BundleExtension;
  const { authorization } = raw.clues;
  const { connection } = clean;
  return {
    ...raw,
    name: clean.name,
    hops: clean.hops,
    peer: clean.peer,
    notes: clean.notes,
    failure: raw.failure && { ...raw.failure, sentence: text(raw.failure.sentence) },
    token: clean.token && { ...clean.token, tag: raw.token?.tag ?? '' },
    clues: {
      ...raw.clues,
      jwts: clean.clues.jwts.map((jwt, at) => ({ ...jwt, in: raw.clues.jwts[at]?.in ?? jwt.in })),
      authorization: authorization && { ...authorization, username: clean.clues.authorization?.username ?? null },
    },
    connection: connection &&
      raw.connection && {
        ...connection,
        system: raw.connection.system,
        credential: withWordsOf(raw.connection.credential, connection.credential),
      },
  };
}

/** Addresses and names of a credential as they may leave, the rest as it is. */
function withWordsOf<C extends Connection['credential']>(raw: C, clean: Connection['credential']): C {
  const named = [
    'tokenUrl',
    'clientId',
    'username',
    'issuer',
    'scope',
    'extraParameters',
    'extraHeaders',
    'extraClaims',
    'claims',
    'placement',
  ];
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      named.includes(name) ? (Object.entries(clean).find(([one]) => one === name)?.[1] ?? value) : value,
    ]),
  ) as C;
}

type Means = { redactor: FileRedactor; hide: NameHider; hidesNames: boolean; positions: ReadonlyMap<string, number> };

function draftEntry({ exchange, bodyText, connection }: LoadedExchange, means: Means): EntryDraft {
  const { redactor, hide } = means;
  const { request, response, kind } = exchange;
  const text = (given: string) => hide(redactor.text(given));
  const lines = (headers: readonly HeaderLine[]) =>
    redactor.headers(headers, kind === 'token').map(({ name, value }) => ({ name, value: hide(value) }));
  return {
    exchangeId: exchange.id,
    method: request.method,
    url: text(request.url),
    requestHeaders: lines(request.headers),
    responseHeaders: lines(response?.headers ?? []),
    status: response?.status ?? null,
    statusText: text(response?.statusText ?? ''),
    requestBody: request.body === null ? null : text(request.body),
    responseBody: bodyText === null ? null : text(bodyText),
    extension: cleanExtension(extensionOf(exchange, connection, means), text),
  };
}

function extensionOf(exchange: Exchange, connection: Connection | null, means: Means): BundleExtension {
  const { positions, hidesNames } = means;
  const { request, response, resendOf, probeOf, tokenExchangeId } = exchange;
  const at = (id: string | null) => (id === null ? null : (positions.get(id) ?? null));
  const probed = at(probeOf?.exchangeId ?? null);
  return {
    version: 1,
    name: exchange.name,
    kind: exchange.kind,
    system: exchange.system,
    operationId: exchange.operationId,
    startedAt: exchange.startedAt,
    requestBytes: request.bodyBytes,
    responseBytes: response?.bodyBytes ?? null,
    isComplete: response?.isComplete ?? false,
    failure: exchange.failure,
    hops: exchange.hops,
    timings: exchange.timings,
    peer:
      exchange.peer === null || !hidesNames
        ? exchange.peer
        : { ...exchange.peer, certificate: namelessOf(exchange.peer) },
    notes: exchange.notes,
    doubts: exchange.doubts ?? [],
    token: exchange.token,
    clues: exchange.clues,
    tokenCall: at(tokenExchangeId),
    resendOf: at(resendOf),
    probeOf: probeOf === null || probed === null ? null : { entry: probed, probe: probeOf.probe },
    connection: connection === null ? null : publicPart(connection),
  };
}

/** The public part has no secret by design; what it has no use for in a report is left out all the same. */
function publicPart(connection: Connection): Connection {
  const { extraCa } = connection.trust;
  return {
    ...connection,
    trust: { ...connection.trust, extraCa: extraCa === null ? null : '‹certificate›' },
    colour: 'none',
    createdAt: 0,
    lastUsedAt: null,
  };
}

/** Subject and issuer name companies in their own words. */
function namelessOf({ certificate }: NonNullable<Exchange['peer']>) {
  return certificate === null ? null : { subject: 'CN=hidden', issuer: 'CN=hidden', validTo: certificate.validTo };
}
