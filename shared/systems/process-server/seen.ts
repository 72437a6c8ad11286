import { callStatus } from '../generic-http/legs.ts';
import type { Leg } from '../generic-http/rule.ts';
import type { ExplainInput, Neighbour } from '../system.ts';
import { type Answer, readAnswer, type TaskSeen } from './answer.ts';
import { isSameUser, type Login, readLogin } from './login.ts';
import { isListOperation, readQuery, readSentCall, type SentCall, type SentQuery } from './sent-call.ts';
import { readAddress, type ServiceAddress } from './service-address.ts';

/** A call read once, for all rules. */
export type Seen = {
  input: ExplainInput;
  exchange: Leg;
  /** Null for a token call, and when no complete answer came. */
  status: number | null;
  address: ServiceAddress;
  login: Login;
  sent: SentCall;
  query: SentQuery | null;
  answer: Answer;
  /** A list, answered well, without a task in it. */
  isEmptyList: boolean;
  /** Other calls to the task API, oldest first; read when they are first asked for. */
  witnesses(): readonly Witness[];
};

/** Another call that may tell something about this one. */
export type Witness = {
  exchange: Leg;
  /** It was sent to find out about this very call. */
  isProbe: boolean;
  /** The same user asked; null when that is not known. */
  isSameUser: boolean | null;
  login: Login;
  sent: SentCall;
  query: SentQuery | null;
  answer: Answer;
  isEmptyList: boolean;
};

/** As many neighbours as are read, the nearest in time. */
const mostWitnesses = 16;

export function readCall(input: ExplainInput): Seen {
  const { exchange } = input;
  const login = readLogin(exchange, input.connection);
  const status = callStatus(input);
  const read = readExchange(exchange, input.bodyText);
  let witnesses: readonly Witness[] | null = null;
  return {
    input,
    exchange,
    status,
    address: readAddress(exchange.request.url),
    login,
    ...read,
    isEmptyList: status !== null && read.isEmptyList,
    witnesses() {
      witnesses ??= nearest(input).map((one) => witnessOf(one, login, input));
      return witnesses;
    },
  };
}

/** Every task a witness was shown, with the witness. */
export function tasksSeen(witnesses: readonly Witness[]): { witness: Witness; task: TaskSeen }[] {
  return witnesses.flatMap((witness) => witness.answer.tasks.map((task) => ({ witness, task })));
}

type Read = Pick<Witness, 'sent' | 'query' | 'answer' | 'isEmptyList'>;

function readExchange(exchange: Leg, bodyText: string | null): Read {
  const answer = readAnswer(exchange, bodyText);
  const sent = readSentCall(exchange.request.body);
  const name = sent.name === '' ? answer.name.replace(/Response$/, '') : sent.name;
  const isList = isListOperation(name) || (answer.name === 'feed' && exchange.request.method === 'GET');
  const isWell = exchange.response?.status === 200 && exchange.failure === null && !answer.isCut;
  // A list without its response element is an empty answer, which is what an anonymous user is said to get.
  const isResponse = answer.kind === 'response' && (answer.name === '' || /response$|^feed$/i.test(answer.name));
  const isAnswered = isResponse || (answer.kind === 'nothing' && sent.name !== '');
  const isEmptyList = isList && isWell && isAnswered && answer.tasks.length === 0;
  return { sent: { ...sent, name }, query: readQuery(sent), answer, isEmptyList };
}

function nearest({ exchange, neighbours }: ExplainInput): readonly Neighbour[] {
  const calls = neighbours.filter(
    ({ exchange: other }) =>
      other.kind === 'call' && other.response !== null && /active-?bpel|AeB4P/i.test(other.request.url),
  );
  if (calls.length <= mostWitnesses) return calls;
  const distance = ({ exchange: other }: Neighbour) =>
    other.probeOf?.exchangeId === exchange.id ? -1 : Math.abs(other.startedAt - exchange.startedAt);
  const kept = new Set(calls.toSorted((a, b) => distance(a) - distance(b)).slice(0, mostWitnesses));
  return calls.filter((one) => kept.has(one));
}

function witnessOf({ exchange, bodyText }: Neighbour, mine: Login, input: ExplainInput): Witness {
  const login = readLogin(exchange, input.connection);
  const isProbe = exchange.probeOf?.exchangeId === input.exchange.id;
  const read = readExchange(exchange, bodyText);
  // Reading a task by its id does not always repeat the id in the answer.
  const tasks = read.answer.tasks.map((task) => (task.id === null ? { ...task, id: read.sent.taskId } : task));
  return {
    exchange,
    isProbe,
    isSameUser: sameUser(login, mine, isProbe),
    login,
    ...read,
    answer: { ...read.answer, tasks },
  };
}

function sameUser(other: Login, mine: Login, isProbe: boolean): boolean | null {
  const known = isSameUser(mine.username, other.username);
  if (known !== null) return known;
  if (mine.kind === 'none' && other.kind === 'none' && mine.cookies.length + other.cookies.length === 0) return true;
  return isProbe && mine.kind === 'password' && other.kind === 'password' ? true : null;
}
