export type RemoteReason = 'invalid' | 'notFound' | 'accessDenied' | 'backendError';

/** Why a command is refused. Messages are ours: only the reasons are documented. */
export type Refusal = { reason: RemoteReason; message: string };

const statusOf: Readonly<Record<RemoteReason, number>> = {
  invalid: 400,
  notFound: 404,
  accessDenied: 403,
  backendError: 500,
};

export function answerOk(result: unknown): Response {
  return Response.json({ status: 'ok', result });
}

export function answerRefusal({ reason, message }: Refusal): Response {
  return Response.json({ status: 'failed', error: { reason, message } }, { status: statusOf[reason] });
}
