import { offerOfKey } from '../offer-of-key.ts';
import { onWay, type PracticeKind, type PracticeOffer, type RunningPractice } from '../practice-kind.ts';
import { type SapWorkflowPractice, startSapWorkflowPractice } from '../sap-workflow.ts';
import { sapFaults } from './sap-faults.ts';

/** Short enough that the warning of a certificate about to end is seen. */
const shortValidityDays = 2;

/** The practice system for SAP Workflow. */
export const sapWorkflowKind: PracticeKind = {
  system: 'sap-workflow',
  connectionId: 'practice-sap-workflow',
  logins: [
    { id: 'client-secret', name: 'Client secret', words: 'the usual service key' },
    { id: 'x509', name: 'X.509 certificate', words: 'a service key with a certificate: mutual TLS, no secret' },
  ],
  faults: sapFaults,
  files: [
    { id: 'service-key', name: 'Service key', fileName: 'practice-service-key.json' },
    { id: 'x509-key', name: 'Service key of type X.509', fileName: 'practice-x509-key.json' },
    {
      id: 'x509-key-short',
      name: `Service key of type X.509, for ${shortValidityDays} days`,
      fileName: `practice-x509-key-${shortValidityDays}-days.json`,
    },
    { id: 'ca', name: 'Certificate authority of its token endpoint', fileName: 'practice-ca.pem' },
  ],
  loginOf: (credential) => (credential.kind === 'oauth2-client-credentials' ? credential.secretKind : null),
  start: async (deps) => running(await startSapWorkflowPractice(deps)),
};

function running(practice: SapWorkflowPractice): RunningPractice {
  return {
    ...onWay(practice),
    account: practice.clientId,
    offerState: () => `${practice.way.address()} ${offeredBecause.find((id) => practice.faults.isOn(id)) ?? ''}`,
    offer: (login) => offerOf(practice, login),
    file: async (id) => new TextEncoder().encode(await textOf(practice, id)),
    service: practice,
    stop: practice.stop,
  };
}

/** Faults of the key itself: the connection has to be given another one. */
const offeredBecause = ['client-secret-plus-sign', 'client-certificate-expired'] as const;

async function offerOf({ faults, way, ...practice }: SapWorkflowPractice, login: string): Promise<PracticeOffer> {
  const isExpired = faults.isOn('client-certificate-expired');
  const isX509 = isExpired || login === 'x509';
  const key = isX509 ? await practice.x509ServiceKey(isExpired ? -1 : undefined) : practice.serviceKey();
  const authorities = [isX509 ? await practice.caCertificate() : null, way.extraCa()];
  const offer = await offerOfKey(key, 'Practice');
  return { ...offer, extraCa: authorities.filter((one) => one !== null).join('') || null };
}

async function textOf(practice: SapWorkflowPractice, id: string): Promise<string> {
  if (id === 'x509-key') return practice.x509ServiceKey();
  if (id === 'x509-key-short') return practice.x509ServiceKey(shortValidityDays);
  return id === 'ca' ? practice.caCertificate() : practice.serviceKey();
}
