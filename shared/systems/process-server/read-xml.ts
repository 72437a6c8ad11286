import type { XmlElement } from './xml-element.ts';

/** Deeper elements are read as if they stood here. */
const deepest = 50;

type Declared = { namespace: string; declaration: string };
type Scope = { own: ReadonlyMap<string, Declared>; outer: Scope | null };
type Open = { element: XmlElement; qualifiedName: string; scope: Scope };

const noScope: Scope = { own: new Map(), outer: null };

/**
 * Reads XML as far as it goes: an answer may be cut off, and a draft may be wrong. No entity beyond XML's own five is
 * expanded, and a document type ends the reading. Takes time in proportion to the length. Null when there is no element.
 */
export function readXml(source: string): XmlElement | null {
  const top: XmlElement = { ...emptyElement('', ''), namespace: '' };
  const open: Open[] = [{ element: top, qualifiedName: '', scope: noScope }];
  let at = 0;
  for (;;) {
    const next = source.indexOf('<', at);
    addText(open, decodeEntities(source.slice(at, next < 0 ? undefined : next)));
    const after = next < 0 ? -1 : readMarkup(source, next, open);
    if (after < 0) break;
    at = after;
  }
  for (const { element } of open) if (element.end === 0) element.end = source.length;
  return top.children[0] ?? null;
}

/** Reads what begins at a `<`, and says where the text goes on; -1 when it does not. */
function readMarkup(source: string, at: number, open: Open[]): number {
  if (source.startsWith('<!--', at)) return endOf(source, '-->', at + 4);
  if (source.startsWith('<![CDATA[', at)) {
    const end = source.indexOf(']]>', at);
    addText(open, source.slice(at + 9, end < 0 ? undefined : end));
    return end < 0 ? -1 : end + 3;
  }
  if (source.startsWith('<?', at)) return endOf(source, '?>', at + 2);
  if (source.startsWith('<!', at)) return -1;
  if (source.startsWith('</', at)) return readEndTag(source, at, open);
  return isNameCharacter(source, at + 1) ? readStartTag(source, at, open) : textInstead(open, at);
}

function textInstead(open: Open[], at: number): number {
  addText(open, '<');
  return at + 1;
}

function readEndTag(source: string, at: number, open: Open[]): number {
  const end = source.indexOf('>', at);
  if (end < 0) return -1;
  const name = source.slice(at + 2, end).trim();
  const depth = open.findLastIndex(({ qualifiedName }) => qualifiedName === name);
  if (depth > 0) for (const { element } of open.splice(depth)) element.end = end + 1;
  return end + 1;
}

function readStartTag(source: string, at: number, open: Open[]): number {
  const nameEnd = endOfName(source, at + 1);
  const qualifiedName = source.slice(at + 1, nameEnd);
  const own = new Map<string, Declared>();
  const tagEnd = readAttributes(source, nameEnd, own);
  if (tagEnd < 0) return -1;
  const parent = open.at(-1);
  if (parent === undefined) return -1;
  const scope = own.size === 0 ? parent.scope : { own, outer: parent.scope };
  const element = { ...elementIn(scope, qualifiedName), start: at };
  parent.element.children.push(element);
  if (source[tagEnd - 2] === '/' || open.length > deepest) element.end = tagEnd;
  else open.push({ element, qualifiedName, scope });
  return tagEnd;
}

/** Collects the namespaces declared in a start tag, and says where the tag ends; -1 when it does not. */
function readAttributes(source: string, from: number, own: Map<string, Declared>): number {
  let at = from;
  while (at < source.length) {
    if (source[at] === '>') return at + 1;
    if (!isNameCharacter(source, at)) {
      at += 1;
      continue;
    }
    const nameEnd = endOfName(source, at);
    const equals = skipSpace(source, nameEnd);
    const quoteAt = skipSpace(source, equals + 1);
    const quote = source[quoteAt];
    if (source[equals] !== '=' || (quote !== '"' && quote !== "'")) {
      at = nameEnd;
      continue;
    }
    const end = source.indexOf(quote, quoteAt + 1);
    if (end < 0) return -1;
    const declared = /^xmlns(?::(.+))?$/.exec(source.slice(at, nameEnd));
    if (declared !== null) {
      const namespace = decodeEntities(source.slice(quoteAt + 1, end));
      own.set(declared[1] ?? '', { namespace, declaration: source.slice(at, end + 1) });
    }
    at = end + 1;
  }
  return -1;
}

function elementIn(scope: Scope, qualifiedName: string): XmlElement {
  const colon = qualifiedName.indexOf(':');
  const prefix = colon < 0 ? '' : qualifiedName.slice(0, colon);
  const element = emptyElement(qualifiedName.slice(colon + 1), prefix);
  for (let one: Scope | null = scope; one !== null; one = one.outer) {
    const declared = one.own.get(prefix);
    if (declared !== undefined) return { ...element, ...declared };
  }
  return prefix === '' ? { ...element, namespace: '' } : element;
}

/** An element with nothing in it, and no namespace known. */
export function emptyElement(name: string, prefix: string): XmlElement {
  return { name, prefix, namespace: null, declaration: null, children: [], text: '', start: 0, end: 0 };
}

function addText(open: Open[], text: string): void {
  const top = open.at(-1);
  if (top !== undefined && open.length > 1) top.element.text += text;
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}

/** What ends a name: the blanks, the quotes, and `& / < = > ? !`. */
const notInNames = new Set([...' \t\n\r"\'&/<=>?!'].map((one) => one.charCodeAt(0)));

function isNameCharacter(source: string, at: number): boolean {
  return at < source.length && !notInNames.has(source.charCodeAt(at));
}

function endOfName(source: string, from: number): number {
  let at = from;
  while (isNameCharacter(source, at)) at += 1;
  return at;
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (at < source.length && source.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and characters by number; whatever else stays as it is written. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
