import type { Credential } from '#shared/model/credential.ts';
import { noIdentity } from '../../connections/key-connection.ts';
import { onWay, type PracticeKind, type PracticeOffer, type RunningPractice } from '../practice-kind.ts';
import { type ProcessServerPractice, startProcessServerPractice } from '../process-server.ts';
import { processServerFaults } from './process-server-faults.ts';
import { people } from './users.ts';

/** The practice system for the Process Server. */
export const processServerKind: PracticeKind = {
  system: 'process-server',
  connectionId: 'practice-process-server',
  logins: people.map(({ name, words }) => ({ id: name, name, words })),
  faults: processServerFaults,
  files: [
    { id: 'users', name: 'Address, users and passwords', fileName: 'practice-process-server.txt' },
    { id: 'wsdl', name: 'WSDL of the task service', fileName: 'practice-task-operations.wsdl' },
  ],
  loginOf: (credential) =>
    credential.kind === 'basic' ? (people.find(({ name }) => name === credential.username)?.name ?? null) : null,
  start: async (deps) => running(await startProcessServerPractice(deps)),
};

function running(practice: ProcessServerPractice): RunningPractice {
  return {
    ...onWay(practice),
    account: null,
    offer: async (login, before) => offerOf(practice, login, before),
    file: async (id) => new TextEncoder().encode(id === 'wsdl' ? practice.wsdl() : writeUsers(practice)),
    service: null,
    stop: practice.stop,
  };
}

function offerOf(
  { users, engineUrl, way }: ProcessServerPractice,
  login: string,
  before: Credential | null,
): PracticeOffer {
  const password = users.find(({ name }) => name === login)?.password ?? '';
  return {
    parts: {
      name: 'Practice Process Server',
      system: 'process-server',
      variables: { process_server_url: engineUrl },
      credential: {
        kind: 'basic',
        username: login,
        keepsSession: before?.kind === 'basic' ? before.keepsSession : false,
      },
      identity: noIdentity,
    },
    secret: { kind: 'password', value: password },
    extraCa: way.extraCa(),
  };
}

/** What an administrator of this server would write in a mail. */
function writeUsers({ users, engineUrl }: ProcessServerPractice): string {
  const lines = users.map(({ name, password, words }) => `${name}\t${password}\t${words}`);
  return `Process Server: ${engineUrl}\n\nUser\tPassword\tWhat it shows\n${lines.join('\n')}\n`;
}
