import { Hono } from 'hono';
import type { TokenCheck } from './check-token.ts';
import { answerJson, answerServiceError, answerUnauthorized } from './rest-answers.ts';

/** Where the OData inbox stands below the base URL. */
export const inboxPath = '/workflow-service/odata';

/** The OData inbox: it shows the tasks of whoever asks, so it refuses a token that names nobody. A person sees none. */
export function createInboxService(check: (authorization: string | null) => Promise<TokenCheck>): Hono {
  const app = new Hono();
  app.all('*', async ({ req }) => {
    const token = await check(req.header('authorization') ?? null);
    if (!token.isValid) return answerUnauthorized(token.error, token.description);
    if (token.isPerson) return answerJson(200, { d: { results: [] } });
    const message =
      'Principal propagation is not possible: the grant type ‘client_credentials’ carries no user identity.';
    return answerServiceError(403, message, 'bpm.workflowruntime.rest.principalpropagation.not.possible');
  });
  return app;
}
