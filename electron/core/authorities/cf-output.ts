import type { CfTarget } from '#shared/model/cf.ts';

/** What a program printed, a line each, without colours. */
export type Printed = readonly string[];

/** Why nothing could be done, and what mends it. */
export type CfRefusal = { words: string; mend: string };

/** `8.7.10` out of `cf version 8.7.10+5b7ce3c.2024-04-04`, or `cf8 version …`; null when nothing like it is said. */
export function versionIn(lines: Printed): string | null {
  return /\bversion (\d+\.\d+\.\d+)/.exec(lines.join('\n'))?.[1] ?? null;
}

/**
 * Where `cf target` points. The labels are those of cf 6 (`api endpoint:`) and cf 8 (`API endpoint:`); what is not
 * targeted is empty.
 */
export function targetIn(lines: Printed): Omit<CfTarget, 'instances'> {
  const value = (label: string) => {
    const pattern = new RegExp(`^${label}:\\s+(.*)$`, 'i');
    const found = lines.map((line) => pattern.exec(line.trim())?.[1]).find((one) => one !== undefined);
    return found === undefined || /^No (?:org|space) targeted/.test(found) ? '' : found.trim();
  };
  return { api: value('api endpoint'), user: value('user'), org: value('org'), space: value('space') };
}

export type ListedInstance = { name: string; offering: string };

/**
 * The service instances `cf services` lists. Columns stand three spaces apart; the second is called `service` by cf 6
 * and 7, `offering` by cf 8.
 */
export function instancesIn(lines: Printed): ListedInstance[] {
  const header = lines.findIndex((line) => /^name {3,}(?:service|offering) /.test(line));
  if (header < 0) return [];
  return lines
    .slice(header + 1)
    .map((line) => line.split(/ {3,}/))
    .filter(([name = '']) => name.trim() !== '')
    .map(([name = '', offering = '']) => ({ name: name.trim(), offering: offering.trim() }));
}

/** Whether an instance is one of the workflow service, or of its successor. */
export function isWorkflowInstance({ offering }: ListedInstance): boolean {
  return /^workflow$|^process-automation/.test(offering);
}

/** How the last operation on an instance stands, out of `cf service NAME`. cf 6 prints `Status:`, cf 7 and 8 `status:`. */
export function lastOperationIn(
  lines: Printed,
): { state: 'in progress' | 'succeeded' | 'failed'; message: string } | null {
  const text = lines.join('\n');
  const state = /^\s*status:\s+(?:create|update|delete) (in progress|succeeded|failed)\s*$/im
    .exec(text)?.[1]
    ?.toLowerCase();
  if (state !== 'in progress' && state !== 'succeeded' && state !== 'failed') return null;
  return { state, message: /^\s*message:[ \t]+(\S.*)$/im.exec(text)?.[1]?.trim() ?? '' };
}

/** True when the broker works on after `cf update-service` has ended: it says so in every version. */
export function isInProgress(lines: Printed): boolean {
  return /update in progress/i.test(lines.join('\n'));
}

const refusals: readonly { when: RegExp; words: string; mend: string }[] = [
  {
    when: /No API endpoint set/i,
    words: 'cf is not logged in: it has no API endpoint.',
    mend: 'Run `cf login -a API-ENDPOINT` in a terminal, then try again.',
  },
  {
    when: /Not logged in|log back in to re-authenticate|Authentication (?:has|token) expired|invalid_token|invalid refresh token/i,
    words: 'cf is not logged in, or its login has expired.',
    mend: 'Run `cf login` in a terminal (`cf login --sso` with single sign-on), then try again.',
  },
  {
    when: /No (?:org|space) (?:and space |or space )?targeted/i,
    words: 'cf points at no org and space.',
    mend: 'Run `cf target -o ORG -s SPACE` in a terminal, then try again.',
  },
  {
    when: /Service instance .* not found/i,
    words: 'There is no service instance of that name where cf points.',
    mend: 'Check the name, and where cf points: `cf target -o ORG -s SPACE`.',
  },
  {
    when: /Invalid configuration provided for -c flag/i,
    words: 'cf did not take the parameters for JSON.',
    mend: 'Mend what the editor points at, then try again.',
  },
  {
    when: /not authorized to perform|insufficient_scope|CF-NotAuthorized/i,
    words: 'The user cf is logged in with may not update this service instance.',
    mend: 'Ask for the role Space Developer in this space, or log in as someone who has it.',
  },
  {
    when: /operation .*in progress|AsyncServiceInstanceOperationInProgress/i,
    words: 'Another operation on this service instance is still under way.',
    mend: 'Wait until `cf service NAME` no longer says “in progress”, then try again.',
  },
  {
    when: /no such host|connection refused|timeout|Could not resolve|x509|TLS handshake|Error performing request/i,
    words: 'cf does not reach its API endpoint.',
    mend: 'Check the network, the proxy (cf takes `https_proxy` from the environment) and `cf api`.',
  },
];

/** What a cf that ended badly means, in words; with what it said itself when it means nothing known. */
export function refusalIn(lines: Printed, what: string): CfRefusal {
  const text = lines.join('\n');
  const known = refusals.find(({ when }) => when.test(text));
  if (known !== undefined) return { words: known.words, mend: known.mend };
  const said = saidBy(lines);
  const words = said === '' ? `${what} failed, and cf did not say why.` : `${what} failed. It said: ${said}`;
  return { words, mend: 'Read its output, mend what it names, then try again.' };
}

/** The sentence in a failed command's output: not its announcement, not `FAILED`, not the usage text. */
function saidBy(lines: Printed): string {
  const telling = lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:FAILED|OK|TIP:.*|.*\.\.\.)$/.test(line));
  return telling.slice(0, 3).join(' ').slice(0, 500);
}
