import type { CauseId } from '#shared/model/cause.ts';
import type { Confidence } from '#shared/model/gate-report.ts';
import type { SystemId } from '#shared/model/system-id.ts';

/** Where a case takes place. Every text of a case is made from it, so that another world is another customer. */
export type World = {
  /** Epoch ms of the report. */
  now: number;
  /** How far the servers' clocks are ahead of the client's, in ms. */
  serverAheadMs: number;
  tenant: string;
  region: string;
  /** Host of the Process Server with its port, and the application that Magnus serves. */
  processHost: string;
  magnusHost: string;
  identityHost: string;
  guid: string;
};

export type Header = readonly [name: string, value: string];

export type Answer = { status: number; text: string; headers: readonly Header[]; body: string | null };

/** One exchange as a customer's tool recorded it, with everything that was on the wire. */
export type Entry = {
  /** Seconds from the world's `now`, on the client's clock; negative. */
  at: number;
  method: string;
  url: string;
  headers: readonly Header[];
  body: string | null;
  answer: Answer | null;
  /** What the tool says of a call that got no answer, or half of one. */
  failure: string | null;
  tookMs: number;
  /** Bytes that were sent when the body in the record is only the beginning of them. */
  bodyBytes?: number;
};

/**
 * What a cause is read from. A perturbation that destroys one of them leaves nothing to find, and then only honesty is judged:
 * - `answer` the response's body · `words` its human language, with no code beside it · `headers` headers of the response
 * - `challenge` the description in WWW-Authenticate · `date` the Date header · `credentials` Authorization, cookies, assertions
 * - `witness` the answers to other calls · `sent` the request's body · `clock` seconds to a few minutes
 */
export type Ground =
  | 'answer'
  | 'words'
  | 'headers'
  | 'challenge'
  | 'date'
  | 'credentials'
  | 'witness'
  | 'sent'
  | 'clock';

/** What is right to say. `null` when nothing stopped the call. */
export type Expected = {
  cause: CauseId | null;
  /** Other causes that are a right first answer, too. */
  accept: readonly CauseId[];
  /** The most that a careful expert would say. */
  decidable: Confidence;
  /** Causes that may be called certain. */
  provable: readonly CauseId[];
};

export type Case = Expected & {
  name: string;
  system: SystemId;
  grounds: readonly Ground[];
  /** Position of the exchange that is judged; counted from the end when negative. */
  subject: number;
} & ({ build(world: World): Entry[] } | { transcript(world: World): string });

type Options = {
  system?: SystemId;
  accept?: readonly CauseId[];
  /** Left out: the cause and what is accepted beside it; none of them when nothing known fits. */
  provable?: readonly CauseId[];
  on?: readonly Ground[];
  subject?: number;
};

const defaults = { system: 'sap-workflow', accept: [], on: ['answer'], subject: -1 } as const;

/** Collects the cases of one topic. */
export function caseList(common: Options = {}) {
  const cases: Case[] = [];
  const base = (cause: CauseId | null, name: string, decidable: Confidence, options: Options) => {
    const { system, accept, on, subject } = { ...defaults, ...common, ...options };
    const named = cause === null || cause === 'unknown' ? [] : [cause, ...accept];
    const provable = options.provable ?? named;
    return {
      provable,
      cause,
      name: `${cause ?? 'nothing'}: ${name}`,
      decidable,
      system,
      accept,
      grounds: on,
      subject,
    };
  };
  return {
    cases,
    add(
      cause: CauseId | null,
      decidable: Confidence,
      name: string,
      build: (world: World) => Entry[],
      options: Options = {},
    ) {
      cases.push({ ...base(cause, name, decidable, options), build });
    },
    addTranscript(
      cause: CauseId | null,
      decidable: Confidence,
      name: string,
      transcript: (world: World) => string,
      options: Options = {},
    ) {
      cases.push({ ...base(cause, name, decidable, options), transcript });
    },
  };
}

/** The world every base case is told in. */
export const firstWorld: World = {
  now: Date.UTC(2026, 10, 20, 10, 0, 0),
  serverAheadMs: 0,
  tenant: 'acme-dev',
  region: 'eu10',
  processHost: 'bpm.acme.example:8080',
  magnusHost: 'magnus.acme.example',
  identityHost: 'login.acme.example',
  guid: '5a1c6a7f-3e2b-4c55-9d0e-8f1b7a2c4d11',
};
