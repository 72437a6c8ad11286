import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { loginPreview } from '../preview/login-preview.ts';
import { type AnatomySubject, subjectOf } from './anatomy-subject.ts';

/** What a connection has to take apart; `subject` is null while the core is still asked for an assertion. */
export function useConnectionJwt(connection: ConnectionView): {
  subject: AnatomySubject | null;
  error: ErrorText | null;
} {
  const isAssertion = connection.token === null && connection.credential.kind === 'assertion';
  const { data, error, isFetching } = useQuery({ ...loginPreview(connection), enabled: isAssertion });
  if (isAssertion && data === undefined && isFetching) return { subject: null, error: null };
  return { subject: subjectOf(connection, data?.assertion ?? null), error: error === null ? null : errorText(error) };
}
