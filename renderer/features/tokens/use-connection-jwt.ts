import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import { orpc } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { type AnatomySubject, subjectOf } from './anatomy-subject.ts';

/** What a connection has to take apart; `subject` is null while the core is still asked for an assertion. */
export function useConnectionJwt(connection: ConnectionView): {
  subject: AnatomySubject | null;
  error: ErrorText | null;
} {
  const isAssertion = connection.token === null && connection.credential.kind === 'assertion';
  const { data, error, isFetching } = useQuery({
    ...orpc.tokens.preview.queryOptions({ input: { connectionId: connection.id } }),
    staleTime: 0,
    enabled: isAssertion,
  });
  if (isAssertion && data === undefined && isFetching) return { subject: null, error: null };
  return { subject: subjectOf(connection, data?.assertion ?? null), error: error === null ? null : errorText(error) };
}
