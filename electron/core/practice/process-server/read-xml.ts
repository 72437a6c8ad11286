import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its namespace resolved. */
export type XmlElement = {
  /** Empty outside any namespace. */
  namespace: string;
  localName: string;
  children: XmlElement[];
  /** The text directly in it, entities decoded. */
  text: string;
};

type Node = Record<string, unknown>;
type Prefixes = ReadonlyMap<string, string>;

const attributesKey = ':@';
const textKey = '#text';
const cdataKey = '#cdata';

/**
 * Reads an XML document. Null for what is not well-formed, has an undeclared prefix, nests deeper than 40, or holds a document
 * type: SOAP 1.1 forbids one, and without it there are no entities to expand and nothing to load.
 */
export function readXml(text: string): XmlElement | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || XMLValidator.validate(text) !== true) return null;
  try {
    const roots = (createParser().parse(text) as Node[]).filter((node) => nameOf(node) !== undefined);
    const [root] = roots;
    return root === undefined || roots.length > 1 ? null : readElement(root, new Map([['', '']]));
  } catch {
    return null;
  }
}

// Entities are decoded here and not by the parser, which leaves numeric ones as they are.
function createParser(): XMLParser {
  return new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: textKey,
    cdataPropName: cdataKey,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: 40,
  });
}

function nameOf(node: Node): string | undefined {
  return Object.keys(node).find((key) => key !== attributesKey && key !== textKey && key !== cdataKey);
}

/** @throws when a prefix or an entity is not known */
function readElement(node: Node, outer: Prefixes): XmlElement {
  const name = nameOf(node) ?? '';
  const prefixes = declaredOn(node, outer);
  const colon = name.indexOf(':');
  const namespace = prefixes.get(colon < 0 ? '' : name.slice(0, colon));
  if (namespace === undefined) throw new Error('a prefix is not declared');
  const content = node[name] as Node[];
  return {
    namespace,
    localName: name.slice(colon + 1),
    children: content.filter((one) => nameOf(one) !== undefined).map((one) => readElement(one, prefixes)),
    text: content.map(textOf).join(''),
  };
}

function declaredOn(node: Node, outer: Prefixes): Prefixes {
  const declared = Object.entries((node[attributesKey] as Record<string, string> | undefined) ?? {})
    .filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
    .map(([name, value]) => [name.slice('xmlns:'.length), decode(value)] as const);
  return declared.length === 0 ? outer : new Map([...outer, ...declared]);
}

function textOf(node: Node): string {
  const text = node[textKey];
  if (typeof text === 'string') return decode(text);
  const cdata = node[cdataKey] as Node[] | undefined;
  return cdata?.map((one) => String(one[textKey] ?? '')).join('') ?? '';
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&(#\d{1,7}|#x[\da-fA-F]{1,6}|\w+);/g, (_whole, name: string) => {
    const known = Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (known !== undefined) return known;
    if (!name.startsWith('#')) throw new Error('an entity is not known');
    return String.fromCodePoint(Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1)));
  });
}
