import { readJsonTree } from './read-json-tree.ts';
import { readXml } from './read-xml.ts';
import type { XmlElement } from './xml-element.ts';

/** As much of a body as is looked at. */
const longest = 64 * 1024;

/** Reads a body, XML or the JSON that stands for it. Null when it is neither. */
export function readTree(text: string): XmlElement | null {
  const start = /^[\s\uFEFF]*([{<])/.exec(text.slice(0, 1_000))?.[1];
  if (start === '{') return readJsonTree(text);
  return start === '<' ? readXml(text.slice(0, longest)) : null;
}
