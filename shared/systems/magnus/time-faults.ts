import { formatDuration } from '../../text/duration.ts';
import { momentWords } from '../../text/moment.ts';
import { advice } from '../generic-http/rule.ts';
import { openConnection, signAnew, signOtherwise } from './assertion-mends.ts';
import { type ClaimTime, readClaimTime } from './claim-time.ts';
import type { Fault, FaultRule } from './fault.ts';
import type { RemoteCall } from './remote-call.ts';

/** What can be wrong with the times of the assertion. */
export const timeFaults: readonly FaultRule[] = [seconds, lifetime, clockSkew, notYetValid, expired];

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** What checkers of JWTs commonly forgive at most: "no more than a few minutes" (RFC 7519, 4.1.4). */
const leewayMs = 5 * minuteMs;
const source = 'claims of the assertion';

function timesOf({ assertion }: RemoteCall): { iat: ClaimTime; exp: ClaimTime; nbf: ClaimTime } | null {
  if (assertion.jwt === null) return null;
  const { iat, exp, nbf } = assertion.jwt.claims;
  return { iat: readClaimTime(iat), exp: readClaimTime(exp), nbf: readClaimTime(nbf) };
}

const formWords: Readonly<Record<Exclude<ClaimTime['form'], 'seconds'>, string>> = {
  missing: 'is missing',
  milliseconds: 'is in milliseconds',
  unreadable: 'is no number',
  text: 'is a text, not a number',
  fraction: 'is not a whole number',
};

function seconds(call: RemoteCall): Fault | null {
  const times = timesOf(call);
  if (times === null) return null;
  const wrong = (['iat', 'exp'] as const).flatMap((name) => {
    const { form } = times[name];
    return form === 'seconds' ? [] : [{ name, form }];
  });
  const [first] = wrong;
  if (first === undefined) return null;
  const has = (...forms: ClaimTime['form'][]) => wrong.some(({ form }) => forms.includes(form));
  const isProven = has('missing', 'unreadable') || (has('milliseconds') && isTooLongAsWritten(call));
  const phrases = wrong.map(({ name, form }) => `\`${name}\` ${formWords[form]}`);
  return {
    cause: 'assertion-seconds-expected',
    gate: 'assertion',
    proof: isProven && call.assertion.isSure ? 'proven' : has('milliseconds', 'text') ? 'doubtful' : 'slight',
    sentence: `Magnus wants \`iat\` and \`exp\` in whole seconds since 1970: ${phrases.join(', ')}`,
    because: 'both are required, each as a number of seconds',
    evidence: phrases.map((text) => ({ text, source })),
    mends: [
      advice('Divide milliseconds by 1000 and round down: `Math.floor(ms / 1000)`, or `int(time.time())`.'),
      { text: 'Let the connection sign it: it counts in seconds.', action: openConnection },
    ],
  };
}

/** Taken for seconds, such times lie further apart than an hour. */
function isTooLongAsWritten({ assertion }: RemoteCall): boolean {
  return Number(assertion.jwt?.claims.exp) - Number(assertion.jwt?.claims.iat) > 3_660;
}

function lifetime(call: RemoteCall): Fault | null {
  const times = timesOf(call);
  const span = spanOf(times);
  if (span === null || span <= hourMs) return null;
  const text = `exp − iat is ${span / 1_000} seconds`;
  return {
    cause: 'assertion-lifetime-too-long',
    gate: 'assertion',
    proof: span > hourMs + minuteMs && call.assertion.isSure ? 'proven' : 'doubtful',
    sentence: `The assertion lives for ${formatDuration(span)}; Magnus takes one hour at most`,
    because: `${text}, and 3600 are allowed`,
    evidence: [{ text, source }],
    mends: [
      signOtherwise(call, 'Let it live for 3600 seconds.', { lifetimeSeconds: 3_600 }),
      advice('When `iat` is dated back, `exp` moves with it: it is at most `iat` + 3600.'),
    ],
  };
}

function spanOf(times: ReturnType<typeof timesOf>): number | null {
  if (times === null || times.iat.form === 'milliseconds' || times.exp.form === 'milliseconds') return null;
  return times.iat.at === null || times.exp.at === null ? null : times.exp.at - times.iat.at;
}

/** It was signed before the call, by the clock of the machine that sent it. */
function isPast({ input }: RemoteCall, iat: number): boolean {
  return iat <= input.exchange.startedAt + 5_000;
}

/** It was signed for this very call, by the clock of the machine that sent it. */
function isFresh({ input }: RemoteCall, iat: number): boolean {
  const age = input.exchange.startedAt - iat;
  return age > -5_000 && age < 2 * minuteMs;
}

/** How far `iat` lies in the future by the server's clock, in ms; null when its clock is not known. */
function aheadOf({ serverAt }: RemoteCall, at: number): number | null {
  return serverAt === null ? null : at - serverAt;
}

function clockSkew(call: RemoteCall): Fault | null {
  const times = timesOf(call);
  if (times?.iat.at == null || times.iat.form === 'milliseconds') return null;
  const ahead = aheadOf(call, times.iat.at);
  if (ahead !== null && ahead > 2_000 && isPast(call, times.iat.at)) return clockAhead(call, ahead);
  if (!isFresh(call, times.iat.at)) return null;
  const { at } = times.exp;
  if (at === null || at <= call.input.exchange.startedAt) return null;
  return call.serverAt !== null && at < call.serverAt ? clockBehind(call) : clocksDisagree(call);
}

function clockAhead(call: RemoteCall, ahead: number): Fault {
  return skewFault(call, {
    proof: call.said.has('token-not-yet-valid') ? 'proven' : ahead > minuteMs ? 'doubtful' : 'slight',
    sentence: `The clock of the machine that signed is ${formatDuration(ahead)} ahead of the server’s`,
    because: 'the assertion was signed before the call, and its `iat` lies in the server’s future',
    backDateSeconds: Math.ceil(ahead / 1_000) + 60,
  });
}

function clockBehind(call: RemoteCall): Fault {
  return skewFault(call, {
    proof: 'doubtful',
    sentence: 'The clock of the machine that signed is behind the server’s: the assertion was over when it was sent',
    because: 'it was signed for this call, and by the server’s clock it had ended',
    backDateSeconds: 0,
  });
}

/** The answer speaks of the future or of the past, and the `Date` of what stands in front of the server does not show it. */
function clocksDisagree(call: RemoteCall): Fault | null {
  if (!call.said.has('clock-skew')) return null;
  return skewFault(call, {
    proof: 'doubtful',
    sentence: 'The clocks of the machine that signed and of the server do not agree',
    because: 'the assertion was signed for this call, and the answer finds fault with its times',
    backDateSeconds: call.said.has('token-not-yet-valid') ? 300 : 0,
  });
}

type Skew = Pick<Fault, 'proof' | 'sentence' | 'because'> & { backDateSeconds: number };

function skewFault(call: RemoteCall, { backDateSeconds, ...words }: Skew): Fault {
  const seconds = backDateSeconds <= 3_000 ? backDateSeconds : 0;
  const { serverAt, input } = call;
  return {
    cause: 'clock-skew',
    gate: 'assertion',
    ...words,
    evidence: [
      { text: `sent at ${momentWords(input.exchange.startedAt)}`, source: 'clock of this machine' },
      ...(serverAt === null ? [] : [{ text: `Date: ${momentWords(serverAt)}`, source: 'response header' }]),
    ],
    mends: [advice('Set the clock of the machine that signs.'), ...(seconds === 0 ? [] : [backDate(call, seconds)])],
    probes: ['doctor'],
  };
}

function backDate(call: RemoteCall, backDateSeconds: number) {
  const text = `Date \`iat\` back by ${formatDuration(backDateSeconds * 1_000)}.`;
  return signOtherwise(call, text, { backDateSeconds, lifetimeSeconds: 3_600 });
}

function notYetValid(call: RemoteCall): Fault | null {
  const times = timesOf(call);
  if (times === null) return null;
  for (const name of ['nbf', 'iat'] as const) {
    const { at, form } = times[name];
    if (at === null || form === 'milliseconds') continue;
    const ahead = aheadOf(call, at) ?? at - call.input.exchange.startedAt;
    if (ahead > 2_000) return beginsLater(call, name, at, ahead);
  }
  return null;
}

function beginsLater(call: RemoteCall, name: 'nbf' | 'iat', at: number, ahead: number): Fault {
  return {
    cause: 'token-not-yet-valid',
    gate: 'assertion',
    proof: proofOfFuture(call, name, at, ahead),
    sentence: `The assertion begins ${formatDuration(ahead)} after it was sent`,
    because: `its \`${name}\` lies in the ${call.serverAt === null ? '' : 'server’s '}future`,
    evidence: [{ text: `${name} is ${momentWords(at)}`, source }, ...serverClock(call)],
    mends: [
      ...(ahead < 45 * minuteMs ? [backDate(call, Math.ceil(ahead / 1_000) + 60)] : []),
      advice('`iat` counts in UTC: a time zone that was added shifts it by whole hours.'),
      advice('Check the clock of the machine that signs.'),
    ],
    probes: ['doctor'],
  };
}

/** Past where it was signed and to come where it is read, it is the clock that is off: that has a cause of its own. */
function proofOfFuture(call: RemoteCall, name: 'nbf' | 'iat', at: number, ahead: number): Fault['proof'] {
  if (name === 'iat' && isPast(call, at)) return 'slight';
  if (call.said.has('token-not-yet-valid') && call.serverAt !== null) return 'proven';
  return ahead > minuteMs ? 'doubtful' : 'slight';
}

function expired(call: RemoteCall): Fault | null {
  const times = timesOf(call);
  if (times?.exp.at == null || times.exp.form === 'milliseconds') return null;
  const { at } = times.exp;
  const judgedAt = call.serverAt ?? call.input.exchange.startedAt;
  const late = judgedAt - at;
  if (late < 0) return null;
  const isSaid = call.said.has('assertion-expired');
  const isProven = call.assertion.isSure && (isSaid || (call.serverAt !== null && late > leewayMs));
  return {
    cause: 'assertion-expired',
    gate: 'assertion',
    proof: isProven ? 'proven' : 'doubtful',
    sentence: `The assertion had expired ${formatDuration(late)} before the ${call.serverAt === null ? 'call' : 'answer'}`,
    because: `its \`exp\` lies before the ${call.serverAt === null ? 'start of the call' : '`Date` of the answer'}`,
    evidence: [{ text: `exp is ${momentWords(at)}`, source }, ...serverClock(call)],
    mends: [
      signAnew(call),
      advice('Sign a new one for each call or at least each hour, and check the clock of the machine that signs.'),
    ],
    probes: ['doctor'],
  };
}

function serverClock({ serverAt, input }: RemoteCall) {
  return serverAt === null
    ? [{ text: `sent at ${momentWords(input.exchange.startedAt)}`, source: 'clock of this machine' }]
    : [{ text: `Date: ${momentWords(serverAt)}`, source: 'response header' }];
}
