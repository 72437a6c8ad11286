import { onTestFinished } from 'vitest';
import { type SapWorkflowPractice, startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';

export type ServiceKey = {
  endpoints: { workflow_rest_url: string };
  uaa: { url: string; clientid: string; clientsecret: string; xsappname: string; verificationkey: string };
};

export type PracticeClient = {
  practice: SapWorkflowPractice;
  key: ServiceKey;
  /** Moves the injected clock. */
  advance(ms: number): void;
  token(form?: Record<string, string>): Promise<Response>;
  accessToken(): Promise<string>;
  call(method: string, path: string, options?: { token?: string; body?: unknown }): Promise<Response>;
};

/** A practice system on a frozen clock, stopped with the test, and the few calls the tests make on it. */
export async function startPractice(): Promise<PracticeClient> {
  let now = Date.parse('2026-11-09T10:00:00Z');
  const practice = await startSapWorkflowPractice({ clock: { now: () => now } });
  onTestFinished(() => practice.stop());
  const key: ServiceKey = JSON.parse(practice.serviceKey());
  const token = (form: Record<string, string> = {}) =>
    fetch(`${key.uaa.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: key.uaa.clientid,
        client_secret: key.uaa.clientsecret,
        ...form,
      }),
    });
  const accessToken = async () => ((await (await token()).json()) as { access_token: string }).access_token;
  return {
    practice,
    key,
    advance: (ms) => {
      now += ms;
    },
    token,
    accessToken,
    call: async (method, path, options = {}) =>
      fetch(`${key.endpoints.workflow_rest_url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${options.token ?? (await accessToken())}`,
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      }),
  };
}
