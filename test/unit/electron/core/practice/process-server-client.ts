import { onTestFinished } from 'vitest';
import { type ProcessServerPractice, startProcessServerPractice } from '#core/practice/process-server.ts';
import { taskEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { readSoapFault } from '#shared/systems/process-server/soap-fault.ts';

export type SoapAnswer = { status: number; text: string; headers: Headers; fault: string | null; ids: string[] };

export type ProcessServerClient = {
  practice: ProcessServerPractice;
  serviceUrl: string;
  advance(ms: number): void;
  basic(user: string, password?: string): string;
  /** Sends an envelope as a user; null sends no credentials. */
  send(user: string | null, envelope: string, headers?: Record<string, string>): Promise<SoapAnswer>;
  act(user: string | null, action: string, taskId: string): Promise<SoapAnswer>;
};

/** A practice system on a frozen clock, stopped with the test, and calls on it. */
export async function startProcessServer(): Promise<ProcessServerClient> {
  let now = Date.parse('2026-11-09T10:00:00Z');
  const practice = await startProcessServerPractice({ clock: { now: () => now } });
  onTestFinished(() => practice.stop());
  const serviceUrl = `${practice.engineUrl}/services/AeB4PTaskClient-taskOperations`;
  const basic = (user: string, password = practice.users.find(({ name }) => name === user)?.password) =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const send: ProcessServerClient['send'] = async (user, envelope, headers = {}) => {
    const response = await fetch(serviceUrl, {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: '""',
        ...(user === null ? {} : { authorization: basic(user) }),
        ...headers,
      },
      body: envelope,
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      headers: response.headers,
      fault: readSoapFault(text)?.name ?? null,
      ids: [...text.matchAll(/<htda:id>([^<]+)</g)].map(([, id]) => id ?? ''),
    };
  };
  return {
    practice,
    serviceUrl,
    basic,
    send,
    advance: (ms) => {
      now += ms;
    },
    act: (user, action, taskId) => send(user, taskEnvelope(action, taskId)),
  };
}
