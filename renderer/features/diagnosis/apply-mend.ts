import type { ConnectionView } from '#shared/model/connection.ts';
import type { Credential } from '#shared/model/credential.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { MendAction } from '#shared/model/gate-report.ts';

/** What a mend would replace, as it is shown before it is done. `from` is empty for what is added, `to` for what goes. */
export type MendChange = { from: string; to: string };

type Action<Kind extends MendAction['kind']> = Extract<MendAction, { kind: Kind }>;
export type DraftAction = Action<'correct-url' | 'correct-body' | 'remove-header' | 'set-header'>;
export type ConnectionAction = Action<'client-authentication' | 'correct-assertion' | 'token-url' | 'set-variable'>;

/** The change of a draft that carries out a mend; null when the draft no longer holds what the mend is about. */
export function draftChangeOf(
  action: DraftAction,
  draft: Pick<Draft, 'url' | 'headers' | 'body'>,
  variables: Readonly<Record<string, string>>,
): Partial<Draft> | null {
  switch (action.kind) {
    case 'correct-url': {
      const url = withVariables(action.url, variables);
      return url === draft.url ? null : { url };
    }
    case 'correct-body':
      return draft.body.includes(action.from) ? { body: draft.body.replaceAll(action.from, () => action.to) } : null;
    case 'remove-header': {
      const headers = draft.headers.filter((header) => !isNamed(header, action.name));
      return headers.length === draft.headers.length ? null : { headers };
    }
    case 'set-header': {
      const others = draft.headers.filter((header) => !isNamed(header, action.name));
      return { headers: [...others, { name: action.name, value: action.value, isEnabled: true }] };
    }
  }
}

function isNamed({ name }: { name: string }, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}

/** Puts the longest variable that a URL begins with back in its place, so that the draft follows its connection. */
export function withVariables(url: string, variables: Readonly<Record<string, string>>): string {
  const fitting = Object.entries(variables).filter(([, value]) => /^https?:\/\/./.test(value) && isBase(value, url));
  const [longest] = fitting.toSorted(([, a], [, b]) => b.length - a.length);
  return longest === undefined ? url : `{{${longest[0]}}}${url.slice(longest[1].length)}`;
}

function isBase(base: string, url: string): boolean {
  return url.startsWith(base) && (base.endsWith('/') || ['', '/', '?'].includes(url.charAt(base.length)));
}

/** The change of a connection that carries out a mend; null when it does not fit its credential. */
export function connectionChangeOf(
  action: ConnectionAction,
  { credential, variables }: Pick<ConnectionView, 'credential' | 'variables'>,
): { credential: Credential } | { variables: Record<string, string> } | null {
  switch (action.kind) {
    case 'client-authentication':
      if (credential.kind !== 'oauth2-client-credentials') return null;
      return { credential: { ...credential, clientAuthentication: action.clientAuthentication } };
    case 'token-url':
      return withTokenUrl(credential, action.tokenUrl);
    case 'correct-assertion': {
      if (credential.kind !== 'assertion') return null;
      const { kind: _, ...change } = action;
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      return { credential: { ...credential, ...given } };
    }
    case 'set-variable':
      return { variables: { ...variables, [action.name]: action.value } };
  }
}

function withTokenUrl(credential: Credential, tokenUrl: string): { credential: Credential } | null {
  if (credential.kind === 'oauth2-client-credentials') return { credential: { ...credential, tokenUrl } };
  if (credential.kind !== 'assertion' || !('tokenUrl' in credential.placement)) return null;
  return { credential: { ...credential, placement: { ...credential.placement, tokenUrl } } };
}

/** The change that drops a session written into the draft by hand, beside the one of the connection; null without one. */
export function withoutSession(draft: Pick<Draft, 'url' | 'headers' | 'body'>): Partial<Draft> | null {
  const isByHand = draft.headers.some((header) => header.isEnabled && isNamed(header, 'Cookie'));
  return isByHand ? draftChangeOf({ kind: 'remove-header', name: 'Cookie' }, draft, {}) : null;
}

/** What a mend replaces, in the words of the field; null for one whose text says it all. */
export function changeShown(
  action: MendAction,
  draft: Pick<Draft, 'url' | 'headers' | 'body'> | null,
  connection: Pick<ConnectionView, 'variables'> | null,
): MendChange | null {
  switch (action.kind) {
    case 'correct-url':
      return { from: draft?.url ?? '', to: withVariables(action.url, connection?.variables ?? {}) };
    case 'correct-body':
      return { from: action.from, to: action.to };
    case 'remove-header':
      return { from: action.name, to: '' };
    case 'drop-session':
      return draft === null || withoutSession(draft) === null ? null : { from: 'Cookie', to: '' };
    case 'set-header':
      return { from: '', to: `${action.name}: ${action.value}` };
    case 'token-url':
      return { from: '', to: action.tokenUrl };
    case 'set-variable':
      return { from: connection?.variables[action.name] ?? '', to: action.value };
    default:
      return null;
  }
}
