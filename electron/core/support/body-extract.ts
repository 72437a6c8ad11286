import { mapTexts } from '#shared/text/map-texts.ts';

/** Members whose texts a report reads; of all others only that they are there. */
const readMembers = new Set([
  'c',
  'code',
  'decision',
  'definitionId',
  'error',
  'error_description',
  'errorCode',
  'grant_type',
  'historyId',
  'id',
  'l',
  'message',
  'name',
  'reason',
  'scope',
  'severity',
  'state',
  'status',
  'token_type',
  'workflowDefinitionId',
  'workflowId',
  'workflowInstanceId',
]);

const readElements =
  /^(?:faultcode|faultstring|faultactor|Code|Value|Reason|Text|message|status|identifier|genericHumanRole|taskType|whereClause|createdOnClause|workQueue|maxTasks|part|id|name|state|user)$/;

const longestText = 300;

/**
 * What of a body a report can be told by, and no more: member names, error texts, ids and states. Contents that a person
 * wrote into a call, such as the context of a workflow, are left out.
 */
export function extractOf(body: string): string {
  const text = body.trimStart();
  if (/^[{[]/.test(text)) return extractJson(text) ?? cut(text.slice(0, 0));
  if (/^<(?!!doctype html|html)/i.test(text)) return extractXml(text);
  return /^[\w.%-]+=/.test(text) ? extractForm(text) : cut(text);
}

function extractJson(text: string): string | null {
  try {
    return JSON.stringify(
      thin(
        mapTexts(JSON.parse(text), (one) => one),
        '',
      ),
    );
  } catch {
    return null;
  }
}

/** Lists are cut after three: what they hold repeats. */
function thin(value: unknown, name: string): unknown {
  if (typeof value === 'string')
    return readMembers.has(name) || value === '' ? cut(value) : isMarked(value) ? value : '…';
  if (typeof value === 'number') return readMembers.has(name) ? value : 0;
  if (Array.isArray(value)) return value.slice(0, 3).map((one) => thin(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, thin(one, key)]));
}

/** A pseudonym says nothing but that there was a secret. */
function isMarked(text: string): boolean {
  return /^‹[^‹›]*›$/.test(text);
}

function extractXml(text: string): string {
  return text
    .slice(0, 20_000)
    .replaceAll(
      /<([\w.-]+:)?([\w.-]+)((?:\s[^<>]*)?)>([^<]+)(?=<)/g,
      (_, prefix: string | undefined, name: string, attributes: string, content: string) => {
        const kept = content.trim() === '' || readElements.test(name) ? cut(content) : '…';
        return `<${prefix ?? ''}${name}${attributes}>${kept}`;
      },
    );
}

function extractForm(text: string): string {
  return text
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      return readMembers.has(name) || isMarked(value) || name === 'client_id' ? pair : `${name}=…`;
    })
    .join('&');
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
