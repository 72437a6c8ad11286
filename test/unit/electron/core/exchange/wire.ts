import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conduct, type Outcome } from '#core/exchange/conduct.ts';
import type { Identity } from '#core/exchange/identity.ts';
import { createLeash } from '#core/exchange/leash.ts';
import type { PreparedHeader } from '#core/exchange/prepare-request.ts';
import { createTransmitter, type TransmitterOptions } from '#core/exchange/transmit.ts';
import { createRedactor } from '#core/redact/redactor.ts';
import { openBodies } from '#core/store/bodies.ts';

export type CallOptions = {
  deadlineMs?: number;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
};

export type Wire = {
  call(url: string, identity?: Identity, options?: CallOptions): Promise<Outcome>;
  forgetSecrets(): void;
  close(): Promise<void>;
};

/** A real transmitter with nothing above it but `conduct`: what is said there is what the screens say. */
export async function openWire(options: Partial<TransmitterOptions> = {}): Promise<Wire> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatewright-wire-'));
  const transmitter = createTransmitter({ clock: { now: Date.now }, ...options });
  let count = 0;
  return {
    async call(url, identity = {}, { deadlineMs = 10_000, method = 'GET', headers = {}, body } = {}) {
      const leash = createLeash(deadlineMs, undefined);
      const lines = Object.entries(headers).map(([name, value]): PreparedHeader => ({ name, value, from: 'draft' }));
      count += 1;
      const outcome = await conduct(
        { method, url: new URL(url), headers: lines, body: body === undefined ? null : Buffer.from(body) },
        {
          exchangeId: `x-${count}`,
          startedAt: Date.now(),
          transmitter,
          bodies: openBodies(dataDir),
          redactor: createRedactor([]),
          leash,
          limitBytes: 1024 * 1024,
          identity,
        },
      ).finally(leash.release);
      // undici lets a turn of the loop pass before it uses a connection again.
      await new Promise((resolve) => setImmediate(resolve));
      return outcome;
    },
    forgetSecrets: transmitter.forgetSecrets,
    async close() {
      await transmitter.dispose();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
