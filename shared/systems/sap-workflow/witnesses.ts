import type { ProbeId } from '../../model/probe.ts';
import { once } from '../generic-http/once.ts';
import type { ExplainInput, Neighbour, Operation } from '../system.ts';
import { members, parsedJson, textOf } from './answer.ts';
import { type Bearer, bearerOf, isSameHolder } from './bearer.ts';
import { findOperation } from './operations.ts';

/** A call near this one, to the same host, that was answered. Its body is read when somebody asks for it. */
export type Witness = { operation: Operation | null; status: number; neighbour: Neighbour };

/** A witness to one of certain operations, answered 2xx with this body. */
export type GoodWitness = Witness & { operation: Operation; body: unknown };

/** What another answer showed of an instance or a task. */
export type Sighting = {
  id: string;
  status: string;
  definitionId: string | null;
  businessKey: string | null;
  /** Epoch ms at which it ended; null while it runs, or when the answer does not tell. */
  completedAt: number | null;
  /** Epoch ms of the call that showed it. */
  seenAt: number;
  /** The call that showed it, in words. */
  where: string;
};

/** The answered neighbours that spoke to the same origin, oldest first. */
export function witnessesOf(input: ExplainInput): readonly Witness[] {
  return once(input, 'witnesses', input.exchange, () => readWitnesses(input));
}

function readWitnesses({ exchange, neighbours }: ExplainInput): Witness[] {
  const origin = URL.parse(exchange.request.url)?.origin;
  return neighbours.flatMap((neighbour) => {
    const { request, response, failure, kind } = neighbour.exchange;
    if (kind !== 'call' || response === null || failure !== null) return [];
    if (origin === undefined || URL.parse(request.url)?.origin !== origin) return [];
    const operation = findOperation(request.method, request.url);
    return [{ operation, status: response.status, neighbour }];
  });
}

/** Those of these operations that were answered 2xx, in JSON. Only their bodies are parsed: there may be many others. */
export function goodWitnesses(input: ExplainInput, operationIds: readonly string[]): GoodWitness[] {
  return witnessesOf(input).flatMap((witness): GoodWitness[] => {
    const { operation, status, neighbour } = witness;
    if (operation === null || !operationIds.includes(operation.id) || status < 200 || status > 299) return [];
    const body = once(input, 'json', neighbour.exchange, () => parsedJson(neighbour.bodyText));
    return body === undefined ? [] : [{ ...witness, operation, body }];
  });
}

/** A neighbour was sent as this probe of the exchange. */
export function isProbeOf({ exchange }: ExplainInput, probe: ProbeId, neighbour: Neighbour): boolean {
  const { probeOf } = neighbour.exchange;
  return probeOf !== null && probeOf.exchangeId === exchange.id && probeOf.probe === probe;
}

/** A token of the same holder that was issued after the one the call carried. */
export type NewerToken = {
  bearer: Bearer;
  /** It came with a probe of this very exchange. */
  isProbe: boolean;
  /** It was there when the call was sent. */
  isBeforeCall: boolean;
};

/** Newer tokens of the same holder among the neighbours, newest first. */
export function newerTokens(input: ExplainInput): NewerToken[] {
  const own = bearerOf(input.exchange);
  const found = input.neighbours.flatMap((neighbour): NewerToken[] => {
    const { exchange } = neighbour;
    const bearer = issuedBearer(neighbour);
    const isSameConnection = exchange.connectionId !== null && exchange.connectionId === input.exchange.connectionId;
    const isOther = own.tag === null || bearer.tag === null || own.tag !== bearer.tag;
    if (own.issuedAt === null || bearer.issuedAt === null || bearer.issuedAt <= own.issuedAt || !isOther) return [];
    if (!isSameHolder(own, bearer, isSameConnection)) return [];
    const isProbe = isProbeOf(input, 'renew-token', neighbour);
    return [{ bearer, isProbe, isBeforeCall: bearer.issuedAt <= input.exchange.startedAt }];
  });
  return found.toSorted((a, b) => (b.bearer.issuedAt ?? 0) - (a.bearer.issuedAt ?? 0));
}

/** What a token call brought is said beside the token, too: `scope` of the answer (RFC 6749, section 5.1). */
function issuedBearer({ exchange, bodyText }: Neighbour): Bearer {
  const bearer = bearerOf(exchange);
  if (exchange.kind === 'call' || bearer.scopes !== null) return bearer;
  const scope = textOf(members(parsedJson(bodyText))?.scope);
  if (scope === null || exchange.response?.status !== 200) return bearer;
  const scopes = scope.split(/\s+/);
  const token = {
    tag: '',
    fetchedAt: exchange.startedAt,
    expiresAt: 0,
    scopes,
    authorities: [],
    header: null,
    claims: null,
  };
  return { ...bearerOf({ ...exchange, token }), tag: null };
}

/** Instances that neighbours showed, in the order they were seen. */
export function instancesSeen(input: ExplainInput): Sighting[] {
  return seen(input, ['get-instance', 'list-instances', 'start-instance']);
}

/** Tasks that neighbours showed, or completed, in the order they were seen. */
export function tasksSeen(input: ExplainInput): Sighting[] {
  return [...seen(input, ['get-task', 'list-tasks']), ...completions(input)].toSorted((a, b) => a.seenAt - b.seenAt);
}

function seen(input: ExplainInput, operationIds: readonly string[]): Sighting[] {
  return goodWitnesses(input, operationIds).flatMap((witness) =>
    (Array.isArray(witness.body) ? witness.body : [witness.body]).flatMap((one) => sighting(one, witness)),
  );
}

function sighting(value: unknown, { neighbour, operation }: GoodWitness): Sighting[] {
  const entry = members(value);
  const [id, status] = [textOf(entry?.id), textOf(entry?.status)];
  if (id === null || status === null) return [];
  const ended = Date.parse(textOf(entry?.completedAt) ?? '');
  return [
    {
      id,
      status: status.toUpperCase(),
      definitionId: textOf(entry?.definitionId),
      businessKey: textOf(entry?.businessKey),
      completedAt: Number.isNaN(ended) ? null : ended,
      seenAt: neighbour.exchange.startedAt,
      where: `answer of “${operation.name}” beside this call`,
    },
  ];
}

/** A PATCH that was let through says what became of its task. */
function completions(input: ExplainInput): Sighting[] {
  return witnessesOf(input).flatMap(({ operation, status, neighbour }) => {
    const { request, startedAt } = neighbour.exchange;
    const asked = textOf(members(parsedJson(request.body))?.status);
    const id = /\/task-instances\/([^/?#]+)/.exec(request.url)?.[1];
    if (operation?.id !== 'update-task' || status > 299 || asked === null || id === undefined) return [];
    const where = `“${operation.name}” beside this call, answered ${status}`;
    const nothing = { definitionId: null, businessKey: null, completedAt: null };
    return [{ id, status: asked.toUpperCase(), ...nothing, seenAt: startedAt, where }];
  });
}
