import type { CauseId } from '#shared/model/cause.ts';
import { languages } from './languages.ts';
import {
  among,
  bodies,
  dropping,
  eachEntry,
  gateway,
  hasWithheld,
  http2,
  language,
  named,
  newestFirst,
  none,
  onRefusal,
  type Perturbation,
  retried,
  silentChallenge,
  trailingSlash,
  upperHost,
  withHeaders,
  withPort,
} from './perturb.ts';
import {
  cdata,
  commented,
  cutLong,
  extraFields,
  numbersAsTexts,
  otherPrefixes,
  prettyJson,
  prettyXml,
  reorderedJson,
  spacedJson,
  withBom,
  withCrlf,
} from './perturb-body.ts';

const late: readonly CauseId[] = ['clock-skew', 'token-not-yet-valid'];

/** Everything that is done to a base case that is no transcript. */
export const perturbations: readonly Perturbation[] = [
  { name: 'as-it-stands', destroys: none },
  { name: 'header-names-lower', destroys: none, apply: eachEntry(named((name) => name.toLowerCase())) },
  { name: 'header-names-upper', destroys: none, apply: eachEntry(named((name) => name.toUpperCase())) },
  {
    name: 'header-order',
    destroys: none,
    apply: eachEntry((entry, random) => withHeaders(entry, (headers) => random.shuffle(headers))),
  },
  {
    name: 'http-2',
    destroys: none,
    apply: (telling, random) => ({
      ...eachEntry(http2)(telling, random),
      style: { httpVersion: 'h2' },
    }),
  },
  { name: 'no-date', destroys: () => ['date'], apply: eachEntry(dropping(/^date$/i)) },
  { name: 'no-content-type', destroys: none, apply: eachEntry(dropping(/^content-type$/i)) },
  { name: 'no-challenge-words', destroys: () => ['challenge'], apply: eachEntry(silentChallenge) },
  {
    name: 'no-extra-headers',
    destroys: none,
    apply: eachEntry(dropping(/^(?:x-(?!csrf)|server|via|cache-control|strict-|retry-after|cf-)/i)),
  },
  ...languages.map(language),
  { name: 'json-pretty', destroys: none, apply: bodies(prettyJson, true) },
  { name: 'json-spaced', destroys: none, apply: bodies(spacedJson, true) },
  { name: 'json-reordered', destroys: none, apply: bodies(reorderedJson, true) },
  { name: 'json-extra-fields', destroys: none, apply: bodies(extraFields, false) },
  { name: 'json-numbers-as-texts', destroys: none, apply: bodies(numbersAsTexts, false) },
  { name: 'xml-prefixes', destroys: none, apply: bodies(otherPrefixes, true) },
  { name: 'xml-cdata', destroys: none, apply: bodies(cdata, true) },
  { name: 'xml-comments', destroys: none, apply: bodies(commented, true) },
  { name: 'xml-pretty', destroys: none, apply: bodies(prettyXml, true) },
  { name: 'bom', destroys: none, apply: bodies(withBom, false) },
  { name: 'crlf', destroys: none, apply: bodies(withCrlf, true) },
  { name: 'body-cut', destroys: none, apply: onRefusal(cutLong) },
  { name: 'url-port', destroys: none, apply: eachEntry(withPort) },
  { name: 'url-upper-host', destroys: none, apply: eachEntry(upperHost) },
  { name: 'url-trailing-slash', destroys: none, apply: eachEntry(trailingSlash) },
  { name: 'among-others', destroys: none, apply: among },
  { name: 'retried', destroys: none, apply: retried },
  { name: 'newest-first', destroys: none, apply: newestFirst },
  gateway(1),
  gateway(2),
  {
    name: 'har-sanitised',
    destroys: (one, telling) => (one.system !== 'magnus' || hasWithheld(telling) ? ['credentials'] : []),
    apply: (telling) => ({ ...telling, style: { isSanitised: true } }),
  },
  {
    name: 'har-without-answers',
    destroys: () => ['answer', 'words', 'witness'],
    apply: (telling) =>
      telling.entries[telling.subject]?.answer?.body ? { ...telling, style: { without: 'answers' } } : null,
  },
  {
    name: 'har-without-sent',
    destroys: (one) => (one.system === 'magnus' ? ['sent', 'credentials'] : ['sent']),
    apply: (telling) => (telling.entries[telling.subject]?.body ? { ...telling, style: { without: 'sent' } } : null),
  },
  {
    name: 'as-curl',
    destroys: () => ['clock'],
    apply: (telling) =>
      telling.entries.some(
        ({ answer, failure, bodyBytes }) => answer === null || failure !== null || bodyBytes !== undefined,
      )
        ? null
        : { ...telling, asCurl: true },
  },
  {
    name: 'other-tenant',
    destroys: none,
    world: (world) => ({
      ...world,
      tenant: 'globex-prod',
      region: 'us10',
      processHost: 'avos.globex.example',
      magnusHost: 'apps.globex.example:8443',
      identityHost: 'login.sso.globex.example',
      guid: 'c0ffee00-1b2c-4d3e-8f4a-5b6c7d8e9fa0',
    }),
  },
  { name: 'server-ahead', destroys: () => ['clock'], world: (world) => ({ ...world, serverAheadMs: 180_000 }) },
  {
    name: 'server-behind',
    destroys: () => ['clock'],
    world: (world) => ({ ...world, serverAheadMs: -180_000 }),
    alsoRight: (one) => (one.system === 'magnus' && one.cause !== null ? late : []),
  },
];

/** Two or three at a time, chosen by the seed. */
export const combinable = perturbations.filter(
  ({ name }) => !/^(?:as-it-stands|as-curl|gateway|har-|among|retried|newest)/.test(name),
);
