import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../ports.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { checkToken } from './sap-workflow/check-token.ts';
import { createRestService, restPath } from './sap-workflow/rest-service.ts';
import { createServiceInstance, type ServiceInstance } from './sap-workflow/service-instance.ts';
import { writeServiceKey } from './sap-workflow/service-key.ts';
import { createTokenSigner, type TokenSigner } from './sap-workflow/sign-token.ts';
import { createTokenEndpoint } from './sap-workflow/token-endpoint.ts';
import { createWorkflowEngine } from './sap-workflow/workflow-instances.ts';

export type SapWorkflowPractice = {
  /** `http://127.0.0.1:41873`. */
  baseUrl: string;
  /** JSON text of the service key, secret included. */
  serviceKey(): string;
  /** What the next token will carry: the built-in authorities and the configured ones. */
  authorities(): string[];
  /** Replaces the configured authorities. Tokens already issued keep theirs. */
  updateService(authorities: string[]): void;
  stop(): Promise<void>;
};

/**
 * Starts the practice system for SAP Workflow: a token endpoint and the workflow REST API on 127.0.0.1 and a free port.
 * Its key pair, secret and instances are made now and gone when it stops; nothing is written to disk.
 */
export async function startSapWorkflowPractice({ clock }: { clock: Clock }): Promise<SapWorkflowPractice> {
  const instance = createServiceInstance();
  const server = await listenOnLoopback();
  const signer = await createTokenSigner(clock, `${server.baseUrl}/uaa`);
  server.answerWith(createApp(instance, signer, clock).fetch);
  return {
    baseUrl: server.baseUrl,
    serviceKey: () => writeServiceKey(instance, server.baseUrl, signer.publicKeyPem),
    authorities: instance.authorities,
    updateService: instance.update,
    stop: server.stop,
  };
}

function createApp(instance: ServiceInstance, signer: TokenSigner, clock: Clock): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    context.header('X-Vcap-Request-Id', randomUUID());
    context.header('X-Content-Type-Options', 'nosniff');
  });
  app.route('/uaa', createTokenEndpoint(instance, signer));
  const engine = createWorkflowEngine(clock, instance.clientId);
  const check = (authorization: string | null) => checkToken(authorization, signer, instance, clock);
  app.route(restPath, createRestService(engine, check));
  return app;
}
