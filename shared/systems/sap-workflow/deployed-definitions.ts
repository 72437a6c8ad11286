import type { Mend } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { members, parsedJson, textOf } from './answer.ts';
import { goodWitnesses } from './witnesses.ts';

export type DeployedDefinition = { id: string; name: string | null };

/** What a list of definitions beside a call showed. `isComplete`: nothing was left out of it. */
export type DeployedDefinitions = { entries: readonly DeployedDefinition[]; isComplete: boolean; where: string };

/** A page of the list holds as many when nobody asks for more. */
const usualPage = 100;

/** The newest list of definitions among the neighbours; null without one. */
export function deployedDefinitions(input: ExplainInput): DeployedDefinitions | null {
  const list = goodWitnesses(input, ['list-definitions']).findLast(({ body }) => Array.isArray(body));
  if (list === undefined || !Array.isArray(list.body)) return null;
  const entries = list.body.flatMap((one: unknown): DeployedDefinition[] => {
    const id = textOf(members(one)?.id);
    return id === null ? [] : [{ id, name: textOf(members(one)?.name) }];
  });
  const query = URL.parse(list.neighbour.exchange.request.url)?.searchParams;
  const top = Number(query?.get('$top') ?? usualPage);
  const isFromTop = !query?.has('$skip') || Number(query.get('$skip')) === 0;
  const where = 'answer of “List definitions” beside this call';
  return {
    entries,
    isComplete: isFromTop && entries.length === list.body.length && entries.length < Math.min(top, usualPage),
    where,
  };
}

/** The definition a call is about: named in the body of a start, or in the path. */
export function definitionIdOf({ exchange }: ExplainInput): string | null {
  const { url, body } = exchange.request;
  const inPath = /\/workflow-definitions\/([^/?#]+)/.exec(url)?.[1];
  if (inPath !== undefined) return decoded(inPath);
  const sent = members(parsedJson(body));
  return textOf(sent?.workflowDefinitionId) ?? textOf(sent?.definitionId);
}

/** The deployed definition whose id is meant, as far as the spelling tells, put in the place of the one sent. */
export function resembling(input: ExplainInput, entries: readonly DeployedDefinition[]): Mend[] {
  const sent = definitionIdOf(input);
  const meant = sent === null ? undefined : entries.find((entry) => isMeant(sent, entry));
  if (sent === null || meant === undefined) return [];
  const text = `Use the id \`${meant.id}\`, which is deployed.`;
  const { url, body } = input.exchange.request;
  const written = JSON.stringify(sent);
  if (body?.includes(written))
    return [{ text, action: { kind: 'correct-body', from: written, to: JSON.stringify(meant.id) } }];
  const corrected = url.replace(
    /(\/workflow-definitions\/)[^/?#]+/,
    (_all, before) => `${before}${encodeURIComponent(meant.id)}`,
  );
  return [{ text, action: corrected === url ? null : { kind: 'correct-url', url: corrected } }];
}

/** Same but for case and separators, its name, or its last part: ids of Process Automation begin with region and tenant. */
function isMeant(sent: string, { id, name }: DeployedDefinition): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_.-]/g, '');
  return (
    plain(sent) === plain(id) ||
    sent === name ||
    id.toLowerCase().endsWith(`.${sent.toLowerCase()}`) ||
    isOneSlip(sent, id)
  );
}

/** They differ by one letter: put in, left out, or another. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  const longer = a.length >= b.length ? a : b;
  const shorter = a.length >= b.length ? b : a;
  const rest = longer.length === shorter.length ? head + 1 : head;
  return longer.slice(head + 1) === shorter.slice(rest);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
