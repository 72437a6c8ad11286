import type { CauseId } from '#shared/model/cause.ts';
import type { Answer, Case, Entry, Ground, Header, World } from './case.ts';
import { gateways } from './gateway-pages.ts';
import { inLanguage, type languages } from './languages.ts';
import type { Random } from './random.ts';
import type { HarStyle } from './render.ts';
import { empty, entry, json, jsonType, page } from './wire.ts';

/** What a perturbation sees and changes: the entries of a case that was built, and how they are written down. */
export type Telling = {
  entries: Entry[];
  /** Position of the exchange that is judged. */
  subject: number;
  style: HarStyle;
  asCurl: boolean;
};

export type Perturbation = {
  name: string;
  /** What it destroys; a case that stands on one of these has nothing left to be found by. */
  destroys(one: Case, telling: Telling): readonly Ground[];
  world?(world: World): World;
  /** Null where it does not apply. */
  apply?(telling: Telling, random: Random): Telling | null;
  /** Causes that are a right answer as well, once this was done. */
  alsoRight?(one: Case, telling: Telling): readonly CauseId[];
};

export const none = (): readonly Ground[] => [];

type Change = (entry: Entry, random: Random) => Entry;

export const eachEntry =
  (change: Change) =>
  (telling: Telling, random: Random): Telling => ({
    ...telling,
    entries: telling.entries.map((entry) => change(entry, random)),
  });

export function withHeaders(
  entry: Entry,
  change: (headers: readonly Header[], isAnswer: boolean) => readonly Header[],
): Entry {
  const answer = entry.answer && { ...entry.answer, headers: change(entry.answer.headers, true) };
  return { ...entry, headers: change(entry.headers, false), answer };
}

export const named =
  (change: (name: string) => string): Change =>
  (entry) =>
    withHeaders(entry, (headers) => headers.map(([name, value]) => [change(name), value]));

export const dropping =
  (names: RegExp): Change =>
  (entry) =>
    withHeaders(entry, (headers, isAnswer) => (isAnswer ? headers.filter(([name]) => !names.test(name)) : headers));

export const http2: Change = (entry) => {
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

export const silentChallenge: Change = (entry) =>
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
export function bodies(change: BodyChange, alsoSent: boolean) {
  return (telling: Telling, random: Random): Telling | null => {
    const entries = telling.entries.map((entry) => {
      const answered = entry.answer?.body ? change(entry.answer.body, random) : null;
      const sent = alsoSent && entry.body !== null ? change(entry.body, random) : null;
      const answer = answered === null || entry.answer === null ? entry.answer : { ...entry.answer, body: answered };
      return { ...entry, answer, body: sent ?? entry.body };
    });
    const at = telling.subject;
    return entries[at]?.answer?.body === telling.entries[at]?.answer?.body &&
      entries[at]?.body === telling.entries[at]?.body
      ? null
      : { ...telling, entries };
  };
}

/** Only the refusal that is judged: half of a token, or of a list, is another thing. */
export const onRefusal =
  (change: BodyChange) =>
  (telling: Telling, random: Random): Telling | null => {
    const { answer = null } = telling.entries[telling.subject] ?? {};
    const body = answer === null || answer.body === null || answer.status < 400 ? null : change(answer.body, random);
    if (answer === null || body === null) return null;
    const swap = (entry: Entry, at: number) =>
      at === telling.subject ? { ...entry, answer: { ...answer, body } } : entry;
    return { ...telling, entries: telling.entries.map(swap) };
  };

const urls =
  (change: (url: URL) => string): Change =>
  (entry) => ({ ...entry, url: change(new URL(entry.url)) });
export const withPort = urls((url) =>
  url.port === '' ? url.href.replace(url.host, `${url.host}:${url.protocol === 'https:' ? 443 : 80}`) : url.href,
);
export const upperHost = urls((url) => url.href.replace(url.host, url.host.toUpperCase()));
export const trailingSlash = urls((url) => url.href.replace(/^([^?#]*[^/?#])(?=$|[?#])/, '$1/'));

const withheld = /^(?:authorization|cookie|set-cookie)$/i;
export const hasWithheld = ({ entries }: Telling) =>
  entries.some(({ headers, answer }) => [...headers, ...(answer?.headers ?? [])].some(([name]) => withheld.test(name)));

export function language(code: (typeof languages)[number]): Perturbation {
  return {
    name: `language-${code}`,
    destroys: () => ['words'],
    apply: (telling) => {
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
        JSON.stringify(entries.at(telling.subject)?.answer) ===
        JSON.stringify(telling.entries.at(telling.subject)?.answer);
      return isSame ? null : { ...telling, entries };
    },
  };
}

/** The page of one of eight gateways, drawn anew for each `turn`. */
export function gateway(turn: number): Perturbation {
  return {
    name: `gateway-page-${turn}`,
    destroys: () => ['answer', 'words'],
    apply: (telling, random) => {
      const at = telling.subject;
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
    alsoRight: (_one, telling) => {
      const { status = 0, body } = telling.entries.at(telling.subject)?.answer ?? {};
      return [
        ...(status >= 500 ? (['service-error'] as const) : []),
        ...(body?.includes('Zscaler') ? (['proxy-refused'] as const) : []),
      ];
    },
  };
}

/** Calls of other pages, and what else a browser's network tab records beside. */
const noise = (at: number): Entry[] => [
  entry(at, 'GET', 'https://fonts.example.org/inter.woff2', { ...empty(304), text: 'Not Modified' }),
  entry(at + 1, 'GET', 'https://intranet.example.org/api/me', json(200, { name: 'Mary', status: 'ERROR' })),
  entry(at + 2, 'POST', 'https://telemetry.example.org/v1/events', empty(204), {
    headers: [jsonType],
    body: { events: [] },
  }),
  entry(at + 3, 'GET', 'https://intranet.example.org/api/old', page(404, '<html><body>404</body></html>')),
];

export function among(telling: Telling): Telling {
  const { entries, subject } = telling;
  const first = entries[0]?.at ?? -60;
  return { ...telling, entries: [...noise(first - 30), ...entries, ...noise(-20)], subject: subject + 4 };
}

/** Somebody tried it once more before giving up, and sent the record of both. */
export function retried(telling: Telling): Telling | null {
  const { entries, subject } = telling;
  const again = entries[subject];
  if (again === undefined || (again.answer?.status ?? 0) < 400) return null;
  return {
    ...telling,
    entries: [...entries.slice(0, subject), { ...again, at: again.at - 9 }, ...entries.slice(subject)],
    subject: subject + 1,
  };
}

/** HAR 1.2 leaves the order to the tool that writes it. */
export function newestFirst(telling: Telling): Telling | null {
  const { entries, subject } = telling;
  return entries.length === 1
    ? null
    : { ...telling, entries: entries.toReversed(), subject: entries.length - 1 - subject };
}
