import type { Clock } from '../ports.ts';
import { type CertificateAuthority, createCertificateAuthority } from './certificates.ts';
import type { Faults } from './faults.ts';
import { type Fetch, type LoopbackServer, listenOnLoopback, type MeetCall } from './listen-on-loopback.ts';
import { type AddressFaultId, addressFaults, type DoorFaultId, doorFaultIds, tlsOf } from './tls-faults.ts';
import { meetOnWire, type WireFaultId, wireFaults } from './wire-faults.ts';

/** Faults that every practice system has, whatever it serves. */
export const wayFaults = [...addressFaults, ...wireFaults];
export type WayFaultId = AddressFaultId | WireFaultId;

/** How a practice system is reached: its listener, and one more for each fault of TLS that was ever on. */
export type PracticeWay = {
  /** `http://127.0.0.1:41873`, whatever is on. */
  baseUrl: string;
  /** Where the service is to be called now: `baseUrl`, or the address a fault gives it. */
  address(): string;
  /** Certificate authority to trust at that address, as PEM; null for none. */
  extraCa(): string | null;
  /** Opens what the faults that are on need. To be awaited after they were turned, before `address`. */
  settle(): Promise<void>;
  answerWith(fetch: Fetch): void;
  /** Ends open connections too; resolves when the ports are free again. */
  stop(): Promise<void>;
};

type Dependencies = {
  clock: Clock;
  faults: Faults<WayFaultId>;
  /** Whether the wire's faults reach a call to this path: a token endpoint at the same host may be spared. All, by default. */
  isReached?: (path: string) => boolean;
};

/** Nothing listens on the port of `tcpmux`, and nothing without privileges ever will. */
const deadAddress = 'http://127.0.0.1:1';

export async function openPracticeWay({ clock, faults, isReached = () => true }: Dependencies): Promise<PracticeWay> {
  const meet: MeetCall = (call, answer) => isReached(call.url ?? '/') && meetOnWire(faults, call, answer);
  const server = await listenOnLoopback({ meet });
  const doors = new Map<DoorFaultId, LoopbackServer>();
  let answer: Fetch | null = null;
  let authority: CertificateAuthority | null = null;

  return {
    baseUrl: server.baseUrl,
    address() {
      if (faults.isOn('connection-refused')) return deadAddress;
      if (faults.isOn('tls-protocol')) return server.baseUrl.replace(/^http:/, 'https:');
      const fault = faults.firstOn(doorFaultIds);
      return (fault === null ? null : doors.get(fault)?.baseUrl) ?? server.baseUrl;
    },
    extraCa() {
      const fault = faults.firstOn(doorFaultIds);
      return fault === null || fault === 'tls-untrusted' ? null : (authority?.certificate ?? null);
    },
    async settle() {
      const fault = faults.firstOn(doorFaultIds);
      if (fault === null || doors.has(fault)) return;
      authority ??= await createCertificateAuthority(clock);
      const door = await listenOnLoopback({ tls: await tlsOf(fault, authority), meet });
      if (answer !== null) door.answerWith(answer);
      doors.set(fault, door);
    },
    answerWith(fetch) {
      answer = fetch;
      for (const one of [server, ...doors.values()]) one.answerWith(fetch);
    },
    async stop() {
      await Promise.all([server, ...doors.values()].map((one) => one.stop()));
    },
  };
}
