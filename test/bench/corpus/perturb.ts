import type { CauseId } from '#shared/model/cause.ts';
import type { Answer, Case, Entry, Ground, Header, World } from './case.ts';
import { gateways } from './gateway-pages.ts';
import { inLanguage, languages } from './languages.ts';
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
import type { Random } from './random.ts';
import type { HarStyle } from './render.ts';

/** What a perturbation sees and changes: the entries of a case that was built, and how they are written down. */
export type Telling = { entries: Entry[]; style: HarStyle; asCurl: boolean };

export type Perturbation = {
  name: string;
  /** What it destroys; a case that stands on one of these has nothing left to be found by. */
  destroys(one: Case, telling: Telling): readonly Ground[];
  world?(world: World): World;
  /** Null where it does not apply. */
  apply?(telling: Telling, subject: number, random: Random): Telling | null;
  /** Causes that are a right answer as well, once this was done. */
  alsoRight?(one: Case, telling: Telling): readonly CauseId[];
};

const none = (): readonly Ground[] => [];

type Change = (entry: Entry, random: Random) => Entry;

const eachEntry =
  (change: Change) =>
  (telling: Telling, _subject: number, random: Random): Telling => ({
    ...telling,
    entries: telling.entries.map((entry) => change(entry, random)),
  });

function withHeaders(
  entry: Entry,
  change: (headers: readonly Header[], isAnswer: boolean) => readonly Header[],
): Entry {
  const answer = entry.answer && { ...entry.answer, headers: change(entry.answer.headers, true) };
  return { ...entry, headers: change(entry.headers, false), answer };
}

const named =
  (change: (name: string) => string): Change =>
  (entry) =>
    withHeaders(entry, (headers) => headers.map(([name, value]) => [change(name), value]));

const dropping =
  (names: RegExp): Change =>
  (entry) =>
    withHeaders(entry, (headers, isAnswer) => (isAnswer ? headers.filter(([name]) => !names.test(name)) : headers));

const http2: Change = (entry) => {
  const { host, pathname, search, protocol } = new URL(entry.url);
  const pseudo: Header[] = [
    [':authority', host],
    [':method', entry.method],
    [':path', pathname + search],
    [':scheme', protocol.slice(0, -1)],
  ];
  const lower = named((name) => name.toLowerCase())(entry, undefined as never);
  const headers = [...pseudo, ...lower.headers.filter(([name]) => name !== 'host')];
  return { ...lower, headers, answer: lower.answer && { ...lower.answer, text: '' } };
};

const silentChallenge: Change = (entry) =>
  withHeaders(entry, (headers) =>
    headers.map(([name, value]) => [
      name,
      /^www-authenticate$/i.test(name)
        ? value.replace(/,? ?(?:error|error_description|error_uri)="[^"]*"/g, '')
        : value,
    ]),
  );

type BodyChange = (text: string, random: Random) => string | null;

/** Changes bodies of answers, and of requests as well where these may look alike. */
function bodies(change: BodyChange, alsoSent: boolean) {
  return (telling: Telling, subject: number, random: Random): Telling | null => {
    const entries = telling.entries.map((entry) => {
      const answered = entry.answer?.body ? change(entry.answer.body, random) : null;
      const sent = alsoSent && entry.body !== null ? change(entry.body, random) : null;
      const answer = answered === null || entry.answer === null ? entry.answer : { ...entry.answer, body: answered };
      return { ...entry, answer, body: sent ?? entry.body };
    });
    const at = subject < 0 ? entries.length + subject : subject;
    return entries[at]?.answer?.body === telling.entries[at]?.answer?.body &&
      entries[at]?.body === telling.entries[at]?.body
      ? null
      : { ...telling, entries };
  };
}

/** Only what was refused: half of a token, or of a list, is another thing. */
const onRefusals = (change: BodyChange) => (telling: Telling, subject: number, random: Random) =>
  (telling.entries.at(subject)?.answer?.status ?? 0) < 400 ? null : bodies(change, false)(telling, subject, random);

const urls =
  (change: (url: URL) => string): Change =>
  (entry) => ({ ...entry, url: change(new URL(entry.url)) });
const withPort = urls((url) =>
  url.port === '' ? url.href.replace(url.host, `${url.host}:${url.protocol === 'https:' ? 443 : 80}`) : url.href,
);
const upperHost = urls((url) => url.href.replace(url.host, url.host.toUpperCase()));
const trailingSlash = urls((url) => url.href.replace(/^([^?#]*[^/?#])(?=$|[?#])/, '$1/'));

const withheld = /^(?:authorization|cookie|set-cookie)$/i;
const hasWithheld = ({ entries }: Telling) =>
  entries.some(({ headers, answer }) => [...headers, ...(answer?.headers ?? [])].some(([name]) => withheld.test(name)));

function language(code: (typeof languages)[number]): Perturbation {
  return {
    name: `language-${code}`,
    destroys: () => ['words'],
    apply: (telling, subject) => {
      const translate = (answer: Answer): Answer => ({
        ...answer,
        body: answer.body === null ? null : inLanguage(answer.body, code),
        headers: answer.headers.map(([name, value]) => [
          name,
          /^www-authenticate$/i.test(name) ? inLanguage(value, code) : value,
        ]),
      });
      const entries = telling.entries.map((entry) => ({ ...entry, answer: entry.answer && translate(entry.answer) }));
      const isSame =
        JSON.stringify(entries.at(subject)?.answer) === JSON.stringify(telling.entries.at(subject)?.answer);
      return isSame ? null : { ...telling, entries };
    },
  };
}

/** The page of one of eight gateways, drawn anew for each `turn`. */
function gateway(turn: number): Perturbation {
  return {
    name: `gateway-page-${turn}`,
    destroys: () => ['answer', 'words'],
    apply: (telling, subject, random) => {
      const at = subject < 0 ? telling.entries.length + subject : subject;
      const status = telling.entries[at]?.answer?.status ?? 0;
      const fit = gateways.filter(({ isFor }) => isFor(status));
      if (fit.length === 0) return null;
      const shown = random.pick(fit).page(status);
      const swap = ({ headers, text }: Answer): Answer => ({
        ...shown,
        text,
        headers: [
          ...headers.filter(([name]) => !/^(?:content-type|content-length|server)$/i.test(name)),
          ...shown.headers,
        ],
      });
      return {
        ...telling,
        entries: telling.entries.map((entry, n) =>
          n === at && entry.answer !== null ? { ...entry, answer: swap(entry.answer) } : entry,
        ),
      };
    },
    alsoRight: (one, telling) => {
      const { status = 0, body } = telling.entries.at(one.subject)?.answer ?? {};
      return [
        ...(status >= 500 ? (['service-error'] as const) : []),
        ...(body?.includes('Zscaler') ? (['proxy-refused'] as const) : []),
      ];
    },
  };
}

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
    apply: (telling, subject, random) => ({
      ...eachEntry(http2)(telling, subject, random),
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
  { name: 'body-cut', destroys: none, apply: onRefusals(cutLong) },
  { name: 'url-port', destroys: none, apply: eachEntry(withPort) },
  { name: 'url-upper-host', destroys: none, apply: eachEntry(upperHost) },
  { name: 'url-trailing-slash', destroys: none, apply: eachEntry(trailingSlash) },
  gateway(1),
  gateway(2),
  {
    name: 'har-sanitised',
    destroys: (one, telling) => (one.system !== 'magnus' || hasWithheld(telling) ? ['credentials'] : []),
    apply: (telling) => ({ ...telling, style: { isSanitised: true } }),
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
export const combinable = perturbations.filter(({ name }) => !/^(?:as-it-stands|as-curl|gateway|har-)/.test(name));
