/** An element of an envelope or an answer, read by its local name. */
export type XmlElement = {
  /** Local name. */
  name: string;
  prefix: string;
  /** Empty outside any namespace; null when the prefix is not declared. */
  namespace: string | null;
  /** The declaration that gave it its namespace, as it is written: `xmlns:htdt="…"`. Null without one. */
  declaration: string | null;
  children: XmlElement[];
  /** The text directly in it, entities decoded. */
  text: string;
  /** Where it begins and ends in the text it was read from; both 0 when that was JSON. */
  start: number;
  end: number;
};

/** The first child of a local name, whatever its case; null without one. */
export function childOf(parent: XmlElement | null, name: string): XmlElement | null {
  const wanted = name.toLowerCase();
  return parent?.children.find((child) => child.name.toLowerCase() === wanted) ?? null;
}

/** The text in the first child of a local name, trimmed; null without that child. */
export function textIn(parent: XmlElement | null, name: string): string | null {
  return childOf(parent, name)?.text.trim() ?? null;
}

/** Every element under one, in the order of the document, down to `depth` levels. */
export function descendantsOf(parent: XmlElement | null, depth = 12): XmlElement[] {
  const found: XmlElement[] = [];
  const collect = (one: XmlElement, left: number) => {
    for (const child of one.children) {
      found.push(child);
      if (left > 1) collect(child, left - 1);
    }
  };
  if (parent !== null) collect(parent, depth);
  return found;
}

/** All text in an element and under it, with single spaces. */
export function wholeText(element: XmlElement | null): string {
  if (element === null) return '';
  if (element.children.length === 0) return element.text.replaceAll(/\s+/g, ' ').trim();
  return [element, ...descendantsOf(element)]
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What an envelope holds: the first element of its body, or the document itself where there is no envelope. */
export function payloadOf(root: XmlElement | null): XmlElement | null {
  if (root?.name.toLowerCase() !== 'envelope') return root;
  return childOf(root, 'body')?.children[0] ?? null;
}
