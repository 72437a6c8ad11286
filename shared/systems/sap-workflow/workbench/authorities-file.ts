import { applyEdits, type Complaints, type FileProblem, fixOf } from './file-problem.ts';
import { checkNames, readNames } from './listed-names.ts';
import { editDistance } from './nearest-name.ts';
import { type FileMember, type FileNode, readTolerantly } from './tolerant-json.ts';

/** The parameters file of a service instance, as far as it could be read. */
export type AuthoritiesFile = {
  /** As listed, each once; null when there is no list to be found. What is broken elsewhere does not hide it. */
  authorities: string[] | null;
  /** Its other members (`defaultCollectionQueryFilter`), in their order. They are kept. */
  otherMembers: Record<string, unknown>;
  /** In the order of the text. */
  problems: FileProblem[];
};

const listName = 'authorities';

/**
 * Reads the parameters file of an SAP Workflow service instance, `{"authorities": ["TASK_GET"]}`, and goes on after every
 * fault: what people paste comes from documents with a comma too many and from chats with typographic quotes.
 */
export function readAuthoritiesFile(text: string): AuthoritiesFile {
  const { root, complaints } = readTolerantly(text);
  const read = readRoot(text, root, complaints);
  const problems = complaints.all.sort((a, b) => a.from - b.from || a.to - b.to);
  return { ...read, problems };
}

/** The file, laid out to be read: the list first, then the other members. */
export function writeAuthoritiesFile(
  authorities: readonly string[],
  otherMembers: Record<string, unknown> = {},
): string {
  return `${JSON.stringify({ [listName]: authorities, ...otherMembers }, null, 2)}\n`;
}

/** Whether a text is plain JSON with a list in it: what `cf update-service -c` takes. Warnings and notes do not count. */
export function isSound({ authorities, problems }: Pick<AuthoritiesFile, 'authorities' | 'problems'>): boolean {
  return authorities !== null && problems.every(({ severity }) => severity !== 'error');
}

/** The text with every error and warning mended that has a mend. Notes stay: they may be meant. */
export function mendAll(text: string): string {
  let now = text;
  // One mend may uncover the next fault; each round takes at least one away, and a file has few.
  for (let round = 0; round < 200; round += 1) {
    const edits = compatibleEdits(readAuthoritiesFile(now).problems.filter(({ severity }) => severity !== 'note'));
    if (edits.length === 0) return now;
    now = applyEdits(now, edits);
  }
  return now;
}

/** Edits of the problems in their order, without those that touch one taken before. */
function compatibleEdits(problems: readonly FileProblem[]) {
  const taken: { from: number; to: number; insert: string }[] = [];
  for (const { fix } of problems) {
    if (fix === null) continue;
    const touches = fix.edits.some((edit) => taken.some((other) => edit.from <= other.to && other.from <= edit.to));
    if (!touches) taken.push(...fix.edits);
  }
  return taken;
}

type Read = Omit<AuthoritiesFile, 'problems'>;

function readRoot(text: string, root: FileNode | null, complaints: Complaints): Read {
  const whole = { from: 0, to: text.length };
  if (root === null) {
    const fix = fixOf('Begin a list', 0, text.length, writeAuthoritiesFile([]));
    // What cannot be read at all has complaints of its own already.
    if (text.trim() === '') complaints.say('empty', whole, 'There is nothing here.', fix);
    return { authorities: null, otherMembers: {} };
  }
  if (root.kind === 'list') {
    const edits = [
      { from: root.from, to: root.from, insert: `{ "${listName}": ` },
      { from: root.to, to: root.to, insert: ' }' },
    ];
    const sentence = 'The list stands alone: it belongs into an object, under the name “authorities”.';
    complaints.say('bare-list', { from: root.from, to: root.from + 1 }, sentence, {
      label: 'Put the object around it',
      edits,
    });
    return { authorities: checkNames(text, root.items, complaints), otherMembers: {} };
  }
  if (root.kind !== 'object') {
    complaints.say('not-an-object', root, 'This is no object with a list of authorities.', null);
    return { authorities: null, otherMembers: {} };
  }
  return readMembers(text, root.members, root, complaints);
}

function readMembers(text: string, members: FileMember[], root: FileNode, complaints: Complaints): Read {
  const isKey = members.some(({ name }) => /^(?:clientsecret|private_key|uaa|credentials)$/i.test(name));
  if (isKey) {
    const sentence = 'This is a service key, with a secret in it. Drop it on the window to make a connection of it.';
    complaints.say('service-key', { from: root.from, to: root.from + 1 }, sentence, null);
    return { authorities: null, otherMembers: {} };
  }
  const lists = members.filter(({ name }) => name === listName);
  const list = lists.at(-1) ?? misspeltList(members, complaints);
  const others = members.filter((member) => member !== list && member.name !== listName);
  const otherMembers = Object.fromEntries(others.map(({ name, value }) => [name, plainValueOf(value)]));
  if (list === undefined) {
    complaints.say(
      'no-authorities',
      { from: root.from, to: root.from + 1 },
      'The object has no list “authorities”.',
      null,
    );
    return { authorities: null, otherMembers };
  }
  if (lists.length > 1) {
    const all = [...new Set(lists.flatMap(({ value }) => readNames(value)))];
    const fix = fixOf('Make one list of them', 0, text.length, writeAuthoritiesFile(all, otherMembers));
    complaints.say('member-twice', list.key, 'There are two lists “authorities”; only the last one would count.', fix);
  }
  return { authorities: readList(text, list.value, complaints), otherMembers };
}

/** A member that can only be meant to be the list, said by its name or by what is in it. */
function misspeltList(members: readonly FileMember[], complaints: Complaints): FileMember | undefined {
  const found = members.find(({ name }) => editDistance(name.trim().toLowerCase(), listName) <= 3);
  if (found === undefined) return undefined;
  const fix = fixOf('Write “authorities”', found.key.from, found.key.to, `"${listName}"`);
  complaints.say('misspelt-member', found.key, 'The list is called “authorities”, in small letters.', fix);
  return found;
}

function readList(text: string, value: FileNode, complaints: Complaints): string[] | null {
  if (value.kind === 'list') return checkNames(text, value.items, complaints);
  if (value.kind !== 'text') {
    complaints.say('not-a-list', value, 'This is no list of authorities.', null);
    return null;
  }
  const names = readNames(value);
  const fix = fixOf('Make it a list', value.from, value.to, JSON.stringify(names));
  complaints.say('not-a-list', value, 'A single text stands where a list belongs.', fix);
  return names;
}

function plainValueOf(node: FileNode): unknown {
  if (node.kind === 'list') return node.items.map(plainValueOf);
  if (node.kind === 'object')
    return Object.fromEntries(node.members.map(({ name, value }) => [name, plainValueOf(value)]));
  return node.value;
}
