import type { BundleExtension } from '#shared/import/har-bundle.ts';
import type { BundleField } from '#shared/model/support-bundle.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { connectionParts } from './connection-fields.ts';
import type { EntryDraft } from './entry-draft.ts';

/** A field that leaves, and the entry without it. */
export type EntryPart = { field: BundleField; without(draft: EntryDraft): EntryDraft };

/** What stands in the place of an address that was taken out: an entry without one could not be opened. */
export const leftOutUrl = 'https://left-out.invalid/';

/** Everything of an entry that leaves, in the order in which it is read. Taking a part out leaves the others as they are. */
export function entryParts(draft: EntryDraft): EntryPart[] {
  const { exchangeId, extension } = draft;
  const part = (
    id: string,
    kind: BundleField['kind'],
    label: string,
    value: string,
    without: EntryPart['without'],
  ) => ({
    field: { id: `${exchangeId}/${id}`, exchangeId, kind, label, value, isIncluded: true },
    without,
  });
  const extend = (change: Partial<BundleExtension>) => (one: EntryDraft) => ({
    ...one,
    extension: { ...one.extension, ...change },
  });
  const { peer, hops, notes, failure } = extension;
  const { username } = extension.clues.authorization ?? {};
  return [
    part('url', 'url', `${draft.method} address`, draft.url, (one) => ({ ...one, url: leftOutUrl })),
    part('name', 'name', 'name', extension.name, extend({ name: '' })),
    part('outcome', 'name', 'outcome, times and sizes', outcomeOf(draft), withoutOutcome),
    ...(failure === null
      ? []
      : [
          part(
            'failure',
            'name',
            'failure',
            `${failure.code}: ${failure.sentence}`,
            extend({ failure: { ...failure, sentence: '' } }),
          ),
        ]),
    ...(peer === null ? [] : [part('peer', 'host', 'who answered', peerWords(peer), extend({ peer: null }))]),
    ...hops.map((hop, at) =>
      part(`hop/${at}`, 'url', 'redirect', `${hop.method} ${hop.url} → ${hop.status} ${hop.location}`, (one) =>
        extend({ hops: one.extension.hops.filter((other) => other !== hop) })(one),
      ),
    ),
    ...headerParts(draft, part, 'requestHeaders', 'request-header'),
    ...headerParts(draft, part, 'responseHeaders', 'response-header'),
    ...(username ? [part('user', 'name', 'user name', username, withoutUser)] : []),
    ...claimParts(draft, part),
    ...notes.map((note, at) =>
      part(`note/${at}`, 'name', 'note', `${note.text} (${note.source})`, (one) =>
        extend({ notes: one.extension.notes.filter((other) => other !== note) })(one),
      ),
    ),
    ...connectionParts(draft, part),
    ...bodyPart(draft, part, 'requestBody', 'request-body', 'body that was sent'),
    ...bodyPart(draft, part, 'responseBody', 'response-body', 'body of the answer'),
  ];
}

export type MakePart = (
  id: string,
  kind: BundleField['kind'],
  label: string,
  value: string,
  without: EntryPart['without'],
) => EntryPart;

function bodyPart(draft: EntryDraft, part: MakePart, key: 'requestBody' | 'responseBody', id: string, label: string) {
  const body = draft[key];
  return body === null ? [] : [part(id, 'body', label, body, (one) => ({ ...one, [key]: null }))];
}

function headerParts(draft: EntryDraft, part: MakePart, key: 'requestHeaders' | 'responseHeaders', id: string) {
  return draft[key].map((line, at) =>
    part(
      `${id}/${at}`,
      'header',
      `${key === 'requestHeaders' ? 'sent' : 'received'} ${line.name}`,
      line.value,
      (one) => ({
        ...one,
        [key]: one[key].filter((other) => other !== line),
      }),
    ),
  );
}

/** A claim stands in the token and in the clues; it leaves both at once. */
function claimParts({ extension }: EntryDraft, part: MakePart): EntryPart[] {
  const { token, clues } = extension;
  const all = [...(token === null ? [] : [{ header: token.header ?? {}, claims: token.claims ?? {} }]), ...clues.jwts];
  const named = (key: 'header' | 'claims') =>
    new Map(
      all.flatMap((one) => Object.entries(one[key]).map(([name, value]) => [name, JSON.stringify(value)] as const)),
    );
  return [
    ...[...named('header')].map(([name, value]) =>
      part(`jose/${name}`, 'claim', `token header ${name}`, value, withoutClaim('header', name)),
    ),
    ...[...named('claims')].map(([name, value]) =>
      part(`claim/${name}`, 'claim', `claim ${name}`, value, withoutClaim('claims', name)),
    ),
    ...(token !== null && token.claims === null && token.scopes.length > 0
      ? [part('claim/scope', 'claim', 'claim scope', JSON.stringify(token.scopes), withoutClaim('claims', 'scope'))]
      : []),
  ];
}

function withoutClaim(key: 'header' | 'claims', name: string): EntryPart['without'] {
  const without = (record: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
  return (draft) => {
    const { token, clues } = draft.extension;
    const scopes = key === 'claims' && name === 'scope' ? { scopes: [], authorities: [] } : {};
    const kept = token && { ...token, ...scopes, [key]: token[key] === null ? null : without(token[key]) };
    const jwts = clues.jwts.map((jwt) => ({ ...jwt, [key]: without(jwt[key]) }));
    return { ...draft, extension: { ...draft.extension, token: kept, clues: { ...clues, jwts } } };
  };
}

function withoutUser(draft: EntryDraft): EntryDraft {
  const { authorization, ...clues } = draft.extension.clues;
  const nameless = authorization && { ...authorization, username: null };
  return { ...draft, extension: { ...draft.extension, clues: { ...clues, authorization: nameless } } };
}

/** The status stays: without it nothing can be told. When it happened and how long it took can go. */
function withoutOutcome(draft: EntryDraft): EntryDraft {
  const none = { lookupMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null };
  const timings = { ...none, totalMs: 0, isConnectionReused: draft.extension.timings.isConnectionReused };
  return { ...draft, statusText: '', extension: { ...draft.extension, timings } };
}

function outcomeOf({ status, statusText, extension }: EntryDraft): string {
  const said = status === null ? 'no answer' : `${status} ${statusText}`.trim();
  const bytes = extension.responseBytes === null ? '' : ` · ${formatBytes(extension.responseBytes)}`;
  const at = new Date(extension.startedAt).toISOString();
  return `${said} · ${formatDuration(extension.timings.totalMs)}${bytes} · ${at}`;
}

function peerWords({ address, port, proxy, tlsProtocol, certificate }: NonNullable<BundleExtension['peer']>): string {
  const words = [
    `${address}:${port}`,
    proxy === undefined ? '' : `proxy ${proxy}`,
    tlsProtocol ?? '',
    certificate?.subject ?? '',
    certificate?.issuer ?? '',
  ];
  return words.filter((word) => word !== '').join(' · ');
}
