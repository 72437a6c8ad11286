import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../ports.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Caller } from './listen-on-loopback.ts';
import { openPracticeWay, type PracticeWay } from './practice-way.ts';
import { type CertificateLogin, startCertificateLogin } from './sap-workflow/certificate-login.ts';
import { checkToken } from './sap-workflow/check-token.ts';
import { createInboxService, inboxPath } from './sap-workflow/inbox-service.ts';
import { createRestService, restPath } from './sap-workflow/rest-service.ts';
import { type SapFaultId, sapFaults } from './sap-workflow/sap-faults.ts';
import { createServiceInstance, type ServiceInstance } from './sap-workflow/service-instance.ts';
import { writeServiceKey } from './sap-workflow/service-key.ts';
import { createTokenSigner, type TokenSigner } from './sap-workflow/sign-token.ts';
import { createTokenEndpoint } from './sap-workflow/token-endpoint.ts';
import { unknownRoute } from './sap-workflow/token-endpoint-faults.ts';
import { defectOf, skewMs } from './sap-workflow/token-faults.ts';
import { createWorkflowEngine } from './sap-workflow/workflow-instances.ts';

export type SapWorkflowPractice = {
  /** `http://127.0.0.1:41873`. */
  baseUrl: string;
  clientId: string;
  /** JSON text of the service key, secret included. */
  serviceKey(): string;
  /** The same of type X.509, with a certificate of its own. The first one starts the token endpoint's mutual TLS. */
  x509ServiceKey(validityDays?: number): Promise<string>;
  /** Who signed the certificate of that endpoint: whoever logs in there has to trust it. PEM. */
  caCertificate(): Promise<string>;
  /** What the next token will carry: the built-in authorities and the configured ones. */
  authorities(): string[];
  /** Replaces the configured authorities. Tokens already issued keep theirs. */
  updateService(authorities: string[]): void;
  faults: Faults<SapFaultId>;
  way: PracticeWay;
  stop(): Promise<void>;
};

/**
 * Starts the practice system for SAP Workflow: a token endpoint and the workflow REST API on 127.0.0.1 and a free port.
 * Its key pair, secret and instances are made now and gone when it stops; nothing is written to disk.
 */
export async function startSapWorkflowPractice({ clock }: { clock: Clock }): Promise<SapWorkflowPractice> {
  const faults = createFaults<SapFaultId>(sapFaults);
  const instance = createServiceInstance(() => faults.isOn('client-secret-plus-sign'));
  const way = await openPracticeWay({ clock, faults, isReached: (path) => !path.startsWith('/uaa/') });
  const addresses = () => ({ baseUrl: way.baseUrl, apiUrl: way.address() });
  const signer = await createTokenSigner(clock, `${way.baseUrl}/uaa`, (now) => defectOf(faults, instance, now));
  way.answerWith(createApp(instance, signer, clock, faults).fetch);
  let starting: Promise<CertificateLogin> | null = null;
  const certificateLogin = () =>
    (starting ??= startCertificateLogin(clock, instance.serviceInstanceId, (isCertified) =>
      answerAt('/uaa', createTokenEndpoint(instance, signer, faults, isCertified)),
    ));
  return {
    baseUrl: way.baseUrl,
    clientId: instance.clientId,
    serviceKey: () => writeServiceKey(instance, addresses(), signer.publicKeyPem),
    async x509ServiceKey(validityDays = defaultValidityDays) {
      const { certUrl, issue } = await certificateLogin();
      const x509 = { ...(await issue(validityDays)), certUrl };
      return writeServiceKey(instance, addresses(), signer.publicKeyPem, x509);
    },
    caCertificate: async () => (await certificateLogin()).caCertificate,
    authorities: instance.authorities,
    updateService: instance.update,
    faults,
    way,
    async stop() {
      await Promise.all([
        way.stop(),
        starting?.then(
          (login) => login.stop(),
          () => undefined,
        ),
      ]);
    },
  };
}

/** What the platform gives a certificate when nothing is asked for. */
const defaultValidityDays = 7;

type Env = { Bindings: Caller };

/** An app behind the platform's router, which stamps every answer. */
function answerAt(path: string, part: Hono<Env>): Hono<Env> {
  const app = new Hono<Env>();
  app.use('*', async (context, next) => {
    await next();
    context.header('X-Vcap-Request-Id', randomUUID());
    context.header('X-Content-Type-Options', 'nosniff');
  });
  return app.route(path, part);
}

function createApp(
  instance: ServiceInstance,
  signer: TokenSigner,
  clock: Clock,
  faults: Faults<SapFaultId>,
): Hono<Env> {
  const app = answerAt('/uaa', createTokenEndpoint(instance, signer, faults));
  const engine = createWorkflowEngine(clock, instance.clientId);
  const serviceClock: Clock = { now: () => clock.now() - (faults.isOn('clock-skew') ? skewMs : 0) };
  const check = (authorization: string | null) => checkToken(authorization, signer, instance, serviceClock);
  app.route(restPath, createRestService({ engine, clock, faults, check }));
  app.route(inboxPath, createInboxService(check));
  app.all('*', ({ req }) => unknownRoute(new URL(req.url)));
  return app;
}
