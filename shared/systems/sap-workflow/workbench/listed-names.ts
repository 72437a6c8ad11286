import { authorities, authorityOfScope, defaultAuthorities } from '../authorities.ts';
import { type Complaints, type FileEdit, fixOf } from './file-problem.ts';
import { nearestName } from './nearest-name.ts';
import type { FileNode } from './tolerant-json.ts';

const knownNames = authorities.map(({ name }) => name);
const known = new Set(knownNames);

/** The names in a list, or in a text that lists them. */
export function readNames(node: FileNode): string[] {
  if (node.kind === 'list') return node.items.flatMap(readNames);
  if (node.kind !== 'text') return [];
  return node.value.split(/[\s,;]+/).filter((name) => name !== '');
}

/** The names of a list as they are meant, each once; complains of every one that is not as it should be. */
export function checkNames(text: string, items: readonly FileNode[], complaints: Complaints): string[] {
  const found: string[] = [];
  items.forEach((item, index) => {
    const remove = removalOf(items, index);
    if (item.kind !== 'text' || item.value.trim() === '') {
      const fix = { label: 'Remove it', edits: [remove] };
      complaints.say('not-a-name', item, 'This is not the name of an authority.', fix);
      return;
    }
    const name = meant(item.value);
    if (found.includes(name)) {
      complaints.say('duplicate', item, 'This authority is listed already.', { label: 'Remove it', edits: [remove] });
      return;
    }
    found.push(name);
    checkName(text, item, name, remove, complaints);
  });
  return found;
}

/** The authority a text is meant to name: without a scope's prefix, and known ones in their own spelling. */
function meant(written: string): string {
  const name = authorityOfScope(written.trim());
  const upper = name.toUpperCase().replaceAll(/[\s-]+/g, '_');
  return known.has(upper) ? upper : name;
}

function checkName(
  text: string,
  { value, from, to }: FileNode & { kind: 'text' },
  name: string,
  remove: FileEdit,
  complaints: Complaints,
): void {
  const place = { from, to };
  // A text in the wrong quotes is put into the right ones by its own mend.
  const isQuoted = text.charAt(from) === '"' && text.charAt(to - 1) === '"';
  const rename = (label: string, next: string) => (isQuoted ? fixOf(label, from, to, JSON.stringify(next)) : null);
  if (name !== value) {
    if (value !== value.trim())
      complaints.say('stray-space', place, 'Spaces stand around the name.', rename('Remove them', name));
    else if (authorityOfScope(value) !== value) {
      const sentence = 'This is a scope as a token carries it; the list names the authority alone.';
      complaints.say('scope-prefix', place, sentence, rename('Name the authority alone', name));
    } else {
      const sentence = 'Authorities are written in capitals, with underscores.';
      complaints.say('wrong-case', place, sentence, rename(`Write ${name}`, name));
    }
  }
  if (defaultAuthorities.includes(name)) {
    const sentence = 'A never-configured instance grants this anyway; it need not be listed, and may be.';
    complaints.say('carried-anyway', place, sentence, { label: 'Leave it out', edits: [remove] });
  } else if (!known.has(name)) {
    const near = nearestName(name.toUpperCase(), knownNames);
    const sentence = 'This is no authority that SAP documents. It may still be one.';
    complaints.say(
      'unknown-authority',
      place,
      near === null ? sentence : `${sentence} Is ${near} meant?`,
      near === null ? null : rename(`Write ${near}`, near),
    );
  }
}

/** Takes an item out with the comma that belongs to it. */
function removalOf(items: readonly FileNode[], index: number): FileEdit {
  const { from, to } = items[index] ?? { from: 0, to: 0 };
  const before = items[index - 1];
  const after = items[index + 1];
  if (before !== undefined) return { from: before.to, to, insert: '' };
  return { from, to: after === undefined ? to : after.from, insert: '' };
}
