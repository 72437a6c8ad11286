import { findHeader, findHeaders } from '../../text/headers.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import type { Seen } from './seen.ts';

/** Knows one cause of a call that was read. */
export type Knowing = (seen: Seen) => Judgement | null;

/** What the web container before the engine says: 401, 403, and a page to log in. */
export const containerRules: readonly Knowing[] = [
  nothingSent,
  loginRejected,
  loginMayBeRejected,
  loginPage,
  roleMissing,
  forbiddenToNobody,
];

export const noAuthorization = { text: 'no Authorization header', source: 'request headers' };

const openConnection = {
  text: 'Choose a connection with user name and password. They have to go with every call.',
  action: { kind: 'open-connection' as const },
};

function nothingSent(seen: Seen): Judgement | null {
  const { status, login } = seen;
  if (status !== 401 || !(login.kind === 'none' || login.kind === 'blank' || login.isLeftBehind)) return null;
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: login.isLeftBehind || (login.isComplete && login.kind === 'none') ? 'certain' : 'likely',
    sentence: notSentSentence(seen),
    reason: login.isLeftBehind
      ? 'a redirect led to another host, where the Authorization is not taken along, and that host answered 401.'
      : 'none was seen on the call, and the container answered 401.',
    evidence: [whatWasSent(seen), { text: 'status 401', source: 'response' }, ...challenges(seen)],
    mends: [openConnection],
    probes: ['with-credentials'],
  });
}

function notSentSentence({ login }: Seen): string {
  if (login.isLeftBehind) return 'User name and password stayed behind at a redirect to another host';
  if (login.kind === 'blank') return `The call carried ${login.what} instead of user name and password`;
  if (login.cookies.length === 0) return 'The call carried no user name and password';
  return 'The call carried a session that is not valid any more, and no user name and password';
}

function whatWasSent({ login }: Seen): { text: string; source: string } {
  if (login.isLeftBehind) return { text: 'Authorization left behind', source: 'redirect' };
  return login.kind === 'blank' ? { text: login.what, source: 'request headers' } : noAuthorization;
}

function loginRejected(seen: Seen): Judgement | null {
  const { status, login } = seen;
  if (status !== 401 || login.isLeftBehind || (login.kind !== 'password' && login.kind !== 'unfit')) return null;
  const asks = challengeOf(seen);
  const asksOther = asks !== null && !/\bbasic\b/i.test(asks);
  return judgement('container', {
    cause: 'credentials-rejected',
    confidence: login.kind === 'password' && !asksOther ? 'certain' : 'likely',
    sentence:
      login.kind === 'unfit'
        ? `The web container wants user name and password, and the call carried ${login.what}`
        : 'The web container does not accept the user or the password',
    reason: asksOther
      ? 'the call was answered 401, though what answered asks for another kind of login than Basic.'
      : 'an Authorization was sent with the call, and the answer to it was 401 (RFC 9110, 15.5.2).',
    evidence: [
      { text: 'status 401', source: 'response' },
      ...(login.kind === 'unfit' ? [{ text: login.what, source: 'request header Authorization' }] : []),
      ...challenges(seen),
    ],
    mends: [
      { text: 'Check user name and password of the connection.', action: { kind: 'open-connection' } },
      ...(login.kind === 'unfit'
        ? [
            {
              text: 'Take the header out of the call, so that the connection’s own login takes its place.',
              action: { kind: 'remove-header' as const, name: 'Authorization' },
            },
          ]
        : [
            advice(
              'A locked user and a user store that is down are answered in the same way: ask who runs the container.',
            ),
          ]),
    ],
    probes: ['doctor'],
  });
}

/** What was sent may have been taken out of the record, as browsers do when they hand one on. */
function loginMayBeRejected({ status, login }: Seen): Judgement | null {
  if (status !== 401 || login.kind !== 'none' || login.isComplete || login.isLeftBehind) return null;
  return judgement('container', {
    cause: 'credentials-rejected',
    confidence: 'possible',
    sentence: 'The web container may not have accepted the user or the password',
    reason: 'it answered 401, and a login may have been taken out of what is known of the call.',
    evidence: [{ text: 'status 401', source: 'response' }],
    mends: [{ text: 'Check user name and password of the connection.', action: { kind: 'open-connection' } }],
    probes: ['with-credentials'],
  });
}

/** A container that logs in by form sends its page instead of 401. */
function loginPage(seen: Seen): Judgement | null {
  const { status, login, address, answer, exchange } = seen;
  const isSent = status !== null && status < 300 && answer.isLoginPage;
  if (status === null || !(isSent || leadsToLogin(seen))) return null;
  if (!address.isTaskService && login.kind === 'password') return null;
  const isTaken = login.kind === 'password';
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: address.isTaskService ? 'likely' : 'possible',
    sentence: isTaken
      ? 'A login page answered: what stands before the service does not take the login the call carried'
      : 'A login page answered, because the call carried no user name and password',
    reason: 'an answer with a form to log in stands where the SOAP answer should.',
    evidence: [
      { text: isSent ? 'a page with a login form' : 'a redirect to a login page', source: 'response' },
      ...(isTaken ? [] : [noAuthorization]),
      ...exchange.hops.map(({ status: hop }) => ({ text: `a redirect with status ${hop}`, source: 'redirect' })),
    ],
    mends: [
      openConnection,
      advice('The service wants HTTP Basic. A portal’s single sign-on before it has to be passed by.'),
    ],
    probes: ['with-credentials', 'doctor'],
  });
}

/** The answer, or a redirect on the way to it, leads to a page to log in. */
export function leadsToLogin({ status, exchange }: Seen): boolean {
  const own =
    status !== null && status >= 300 && status < 400 ? findHeader(exchange.response?.headers ?? [], 'location') : null;
  return [own, ...exchange.hops.map(({ location }) => location)].some((one) =>
    /j_security_check|\/(?:[\w.-]{0,40}login[\w.-]{0,40}|logon|signin|sso|saml2?|oauth2?|adfs)(?:[/?#.;]|$)/i.test(
      one ?? '',
    ),
  );
}

function roleMissing(seen: Seen): Judgement | null {
  if (seen.status !== 403 || seen.answer.fault?.name) return null;
  const { login } = seen;
  const isSeen = login.kind === 'password' || login.cookies.length > 0;
  return judgement('container', {
    cause: 'container-role-missing',
    confidence: isSeen || !login.isComplete ? 'likely' : 'possible',
    sentence: 'The user may lack the container role `abTaskClient`',
    reason: 'it answered 403, and the task API is open to that role only.',
    evidence: [{ text: 'status 403', source: 'response' }],
    mends: [
      advice('Give the user the role `abTaskClient` in the web container. The identity service is another store.'),
      advice(
        'A firewall or gateway before the container answers 403 as well: the page in the answer tells whose it is.',
      ),
    ],
    probes: ['without-credentials', 'doctor'],
  });
}

/** Some containers answer 403 where nobody logged in. */
function forbiddenToNobody(seen: Seen): Judgement | null {
  const { status, login } = seen;
  if (status !== 403 || seen.answer.fault?.name || login.kind === 'password' || login.cookies.length > 0) return null;
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: 'possible',
    sentence: 'The call may have been refused because it carried no user name and password',
    reason: 'none was seen on it, and some containers answer 403 to that.',
    evidence: [whatWasSent(seen), { text: 'status 403', source: 'response' }],
    mends: [openConnection],
    probes: ['with-credentials'],
  });
}

function challengeOf({ exchange }: Seen): string | null {
  const all = findHeaders(exchange.response?.headers ?? [], 'www-authenticate').filter((one) => one.trim() !== '');
  return all.length === 0 ? null : all.join(', ').slice(0, 200);
}

function challenges(seen: Seen): { text: string; source: string }[] {
  const asks = challengeOf(seen);
  return asks === null ? [] : [{ text: `WWW-Authenticate: ${asks}`, source: 'response header' }];
}
