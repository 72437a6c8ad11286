import type { Connection } from '#shared/model/connection.ts';
import type { EntryPart, MakePart } from './bundle-fields.ts';
import type { EntryDraft } from './entry-draft.ts';

/** What of a connection's public part leaves with an entry. */
export function connectionParts({ extension }: EntryDraft, part: MakePart): EntryPart[] {
  const { connection } = extension;
  if (connection === null) return [];
  const change = (changed: (one: Connection) => Connection) => (draft: EntryDraft) => {
    const own = draft.extension.connection;
    return { ...draft, extension: { ...draft.extension, connection: own && changed(own) } };
  };
  const without = (record: Record<string, string>, name: string) =>
    Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
  const identity = Object.entries(connection.identity).filter(([, value]) => value !== null);
  return [
    part(
      'connection/name',
      'name',
      'connection',
      connection.name,
      change((one) => ({ ...one, name: 'left out' })),
    ),
    ...Object.entries(connection.variables).map(([name, value]) =>
      part(
        `connection/variable/${name}`,
        'url',
        `variable ${name}`,
        value,
        change((one) => ({ ...one, variables: without(one.variables, name) })),
      ),
    ),
    ...identity.map(([name, value]) =>
      part(
        `connection/identity/${name}`,
        'name',
        `connection ${name}`,
        value ?? '',
        change((one) => ({ ...one, identity: { ...one.identity, [name]: null } })),
      ),
    ),
    // Which kind of login it is can be left out with the whole of the connection only: rules compare it with what was sent.
    part(
      'connection/login',
      'name',
      'login of the connection, without its secret',
      JSON.stringify(connection.credential),
      (draft) => ({
        ...draft,
        extension: { ...draft.extension, connection: null },
      }),
    ),
  ];
}
