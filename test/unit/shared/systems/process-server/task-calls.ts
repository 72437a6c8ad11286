import type { Clues } from '#shared/model/clues.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import type { ProbeId } from '#shared/model/probe.ts';
import { taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import type { ExplainInput, Neighbour } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Call, call, connection, inputOf, sentAt } from '../exchange-builder.ts';

export const serviceUrl = 'http://host:8080/active-bpel/services/AeB4PTaskClient-taskOperations';
export const plainList = taskListEnvelope('getMyTasks', { taskType: 'TASKS', maxTasks: 20 });
export const claimTwo = taskEnvelope('claim', 'urn:b4p:2');

/** A call to the task service, in a few words. Left out, alice logs in well and claims `urn:b4p:2`. */
export type TaskCall = {
  id?: string;
  method?: string;
  url?: string;
  /** Header lines beside the Authorization. */
  headers?: Record<string, string>;
  /** The user of the Basic header; null sends none. */
  user?: string | null;
  clue?: Clues['authorization'];
  sent?: string | null;
  status?: number;
  answerHeaders?: Record<string, string>;
  type?: string;
  body?: string | null;
  /** Minutes after the call that is explained. */
  later?: number;
  probe?: ProbeId;
  changes?: Partial<Call>;
};

export function taskCall(spec: TaskCall): Neighbour {
  const { user = 'alice', sent = claimTwo, status = 200, body = '', headers = { 'Content-Type': 'text/xml' } } = spec;
  const lines = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const login = user === null ? [] : [{ name: 'Authorization', value: 'Basic ‹password 9c2e›' }];
  const known = { scheme: 'basic', form: 'user-password', fault: '', username: user } as const;
  const exchange = call({
    id: spec.id ?? 'x1',
    system: 'process-server',
    connectionId: null,
    token: null,
    startedAt: sentAt + (spec.later ?? 0) * 60_000,
    request: {
      method: spec.method ?? 'POST',
      url: spec.url ?? serviceUrl,
      headers: [...lines, ...login],
      body: sent,
      bodyBytes: sent?.length ?? 0,
    },
    response: {
      status,
      statusText: '',
      headers: Object.entries(spec.answerHeaders ?? {}).map(([name, value]) => ({ name, value })),
      contentType: spec.type ?? 'text/xml;charset=utf-8',
      bodyBytes: body?.length ?? 0,
      isComplete: true,
    },
    clues: {
      authorization: spec.clue === undefined ? (user === null ? null : known) : spec.clue,
      bodyAssertion: null,
      jwts: [],
      clientSecret: null,
    },
    probeOf: spec.probe === undefined ? null : { exchangeId: 'x1', probe: spec.probe },
    ...spec.changes,
  });
  return { exchange, bodyText: body };
}

/** The report of a call beside others. */
export function reportOn(
  spec: TaskCall,
  others: readonly TaskCall[] = [],
  more: Partial<ExplainInput> = {},
): GateReport {
  const { exchange, bodyText } = taskCall(spec);
  const neighbours = others.map((one, at) => taskCall({ id: `n${at}`, ...one }));
  return systemOf('process-server').explain(inputOf(exchange, { bodyText, connection: null, neighbours, ...more }));
}

/** `cause confidence`, most believed first. */
export function causesOf(report: GateReport): string[] {
  return report.findings.map(({ cause, confidence }) => `${cause} ${confidence}`);
}

export function basicConnection(url = 'http://host:8080/active-bpel'): Connection {
  return {
    ...connection,
    system: 'process-server',
    variables: { process_server_url: url },
    credential: { kind: 'basic', username: 'alice', keepsSession: false },
  };
}

/** An answer in an envelope, prefixed as Axis does. */
export function envelopeOf(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
}

/** A fault as Axis 1 writes it. */
export function faultOf(detail: string, said = '', code = 'soapenv:Server'): string {
  return envelopeOf(
    `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${said}</faultstring><detail>${detail}</detail></soapenv:Fault>`,
  );
}

/** A list as the service writes it (domain facts, 3.3). */
export function listOf(...tasks: string[]): string {
  return envelopeOf(
    `<htdt:getMyTasksResponse xmlns:htdt="http://www.example.org/WS-HT/api/xsd" xmlns:htda="http://www.example.org/WS-HT/api" xmlns:htd="http://www.example.org/WS-HT">${tasks.join('')}</htdt:getMyTasksResponse>`,
  );
}

export const emptyList = listOf();

type Shown = { status?: string; owner?: string; owners?: string[]; escalated?: boolean; createdOn?: string };

export function taskShown(
  id: string,
  { status = 'READY', owner, owners = [], escalated = false, createdOn }: Shown = {},
): string {
  const users = owners.map((one) => `<htd:user>${one}</htd:user>`).join('');
  return [
    `<htdt:taskAbstract><htda:id>${id}</htda:id><htda:taskType>TASK</htda:taskType><htda:name>ApproveOrder</htda:name>`,
    `<htda:status>${status}</htda:status>`,
    users === '' ? '' : `<htda:potentialOwners><htd:users>${users}</htd:users></htda:potentialOwners>`,
    owner === undefined ? '' : `<htda:actualOwner>${owner}</htda:actualOwner>`,
    createdOn === undefined ? '' : `<htda:createdOn>${createdOn}</htda:createdOn>`,
    `<htda:isSkipable>false</htda:isSkipable><htda:escalated>${escalated}</htda:escalated></htdt:taskAbstract>`,
  ].join('');
}
