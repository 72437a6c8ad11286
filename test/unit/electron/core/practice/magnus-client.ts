import { importPKCS8, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import { type MagnusPractice, startMagnusPractice } from '#core/practice/magnus.ts';
import { historyBody, type RunRequest, runBody } from '#shared/systems/magnus/run-request.ts';

export type Answer = {
  status: number;
  body: { status: string; result?: Record<string, unknown>; error?: { reason: string; message: string } };
};

export type MagnusClient = {
  practice: MagnusPractice;
  key: { client_email: string; private_key: string; private_key_id: string; type: string };
  /** Epoch seconds of the frozen clock. */
  seconds(): number;
  advance(ms: number): void;
  /** Signs with the account's key; `claims` replace those that would be right. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>, pem?: string): Promise<string>;
  post(body: unknown): Promise<Answer>;
  run(request: RunRequest): Promise<Answer>;
  history(workflowId: string, historyId: string): Promise<Answer>;
};

/** A practice system on a frozen clock, stopped with the test, and calls on it that are signed rightly. */
export async function startMagnus(): Promise<MagnusClient> {
  let now = Date.parse('2026-11-09T10:00:00Z');
  const practice = await startMagnusPractice({ clock: { now: () => now } });
  onTestFinished(() => practice.stop());
  const key: MagnusClient['key'] = JSON.parse(practice.keyFile());
  const seconds = () => Math.floor(now / 1000);
  const sign: MagnusClient['sign'] = async (claims = {}, header = {}, pem = key.private_key) =>
    new SignJWT({ iss: key.client_email, iat: seconds(), exp: seconds() + 3600, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...header })
      .sign(await importPKCS8(pem, String(header.alg ?? 'RS256')));
  const post = async (body: unknown): Promise<Answer> => {
    const response = await fetch(`${practice.baseUrl}/remote`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  return {
    practice,
    key,
    seconds,
    sign,
    post,
    advance: (ms) => {
      now += ms;
    },
    run: async (request) => post({ jwt: await sign(), ...runBody(request) }),
    history: async (workflowId, historyId) => post({ jwt: await sign(), ...historyBody(workflowId, historyId) }),
  };
}
