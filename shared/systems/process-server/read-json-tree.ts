import { emptyElement } from './read-xml.ts';
import type { XmlElement } from './xml-element.ts';

const deepest = 50;

/**
 * Reads the JSON binding of the Process Server into the same elements as its XML: an object is an element, `$t` its text,
 * an array a repeated one, and `xmlns` names its namespace. Null when the text is no JSON object.
 */
export function readJsonTree(text: string): XmlElement | null {
  const value = parsed(text);
  if (!isObject(value)) return null;
  const document = elementOf('', value, '', 0);
  // `{"getMyTasksResponse": {…}}` is a document with one element; anything else is an element without a name.
  const [only, second] = document.children;
  return only !== undefined && second === undefined && document.text === '' ? only : document;
}

function elementOf(qualifiedName: string, value: unknown, outer: string, depth: number): XmlElement {
  const [name = '', prefix = ''] = qualifiedName.split(/[:$]/).toReversed();
  if (!isObject(value)) return { ...emptyElement(name, prefix), namespace: outer, text: textOf(value) ?? '' };
  const namespace = textOf(value[`xmlns$${prefix}`]) ?? textOf(value.xmlns) ?? outer;
  return {
    ...emptyElement(name, prefix),
    namespace,
    text: textOf(value.$t) ?? '',
    children: depth >= deepest ? [] : childrenOf(value, namespace, depth),
  };
}

function childrenOf(value: Readonly<Record<string, unknown>>, namespace: string, depth: number): XmlElement[] {
  return Object.entries(value)
    .filter(([key]) => key !== '$t' && !key.startsWith('xmlns'))
    .flatMap(([key, one]) =>
      (Array.isArray(one) ? one : [one]).map((each) => elementOf(key, each, namespace, depth + 1)),
    );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
