import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSound,
  mendAll,
  readAuthoritiesFile,
  writeAuthoritiesFile,
} from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { applyEdits } from '#shared/systems/sap-workflow/workbench/file-problem.ts';

/** Presses the one key: the first problem that has a mend is mended. */
function mendFirst(text: string): string {
  const problem = readAuthoritiesFile(text).problems.find(({ fix }) => fix !== null);
  if (problem?.fix == null) throw new Error('there is nothing to mend');
  return applyEdits(text, problem.fix.edits);
}

const kinds = (text: string) => readAuthoritiesFile(text).problems.map(({ kind }) => kind);
const start = 'WORKFLOW_INSTANCE_START';
const send = 'MESSAGE_SEND';

describe('a sound file', () => {
  it('has no problems and gives its list', () => {
    expect(readAuthoritiesFile(`{"authorities":["${start}","${send}"]}`)).toEqual({
      authorities: [start, send],
      otherMembers: {},
      problems: [],
    });
  });

  it('keeps its other members', () => {
    const text = `{"defaultCollectionQueryFilter":"own","authorities":["${send}"],"n":[1.5,true,null,{"a":{}}]}`;
    const { authorities, otherMembers, problems } = readAuthoritiesFile(text);
    expect(problems).toEqual([]);
    expect(otherMembers).toEqual({ defaultCollectionQueryFilter: 'own', n: [1.5, true, null, { a: {} }] });
    expect(JSON.parse(writeAuthoritiesFile(authorities ?? [], otherMembers))).toEqual(JSON.parse(text));
  });

  it('is laid out with one authority a line', () => {
    expect(writeAuthoritiesFile([send])).toBe('{\n  "authorities": [\n    "MESSAGE_SEND"\n  ]\n}\n');
  });
});

describe('a broken file is read all the same, and mended by one key', () => {
  it.each([
    ['missing-comma', `{"authorities":["${send}"\n"${start}"]}`, `{"authorities":["${send}",\n"${start}"]}`],
    ['trailing-comma', `{"authorities":["${send}","${start}",]}`, `{"authorities":["${send}","${start}"]}`],
    ['trailing-comma', `{"authorities":["${send}","${start}"],}`, `{"authorities":["${send}","${start}"]}`],
    ['extra-comma', `{"authorities":["${send}",,"${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['extra-comma', `{"authorities":[,"${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['semicolon', `{"authorities":["${send}";"${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['duplicate', `{"authorities":["${send}","${start}","${send}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['single-quotes', `{"authorities":["${send}",'${start}']}`, `{"authorities":["${send}","${start}"]}`],
    ['smart-quotes', `{"authorities":["${send}",“${start}”]}`, `{"authorities":["${send}","${start}"]}`],
    ['smart-quotes', `{"authorities":["${send}","${start}”]}`, `{"authorities":["${send}","${start}"]}`],
    ['smart-quotes', `{"authorities":["${send}",„${start}“]}`, `{"authorities":["${send}","${start}"]}`],
    ['escaped-quotes', `{"authorities":["${send}",\\"${start}\\"]}`, `{"authorities":["${send}","${start}"]}`],
    ['unclosed-text', `{"authorities":["${send},\n"${start}"]}`, `{"authorities":["${send}",\n"${start}"]}`],
    ['unclosed-text', `{"authorities":["${send}",\n"${start}\n]}`, `{"authorities":["${send}",\n"${start}"\n]}`],
    ['no-quotes', `{"authorities":["${send}",${start}]}`, `{"authorities":["${send}","${start}"]}`],
    ['no-quotes', `{"authorities":["${send}",${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['no-quotes', `{authorities:["${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['missing-colon', `{"authorities"["${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['comment', `{"authorities":["${send}", // why\n"${start}"]}`, `{"authorities":["${send}",\n"${start}"]}`],
    ['comment', `{"authorities":["${send}",/* a\nb */"${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['comment', `# grant\n{"authorities":["${send}","${start}"]}`, `\n{"authorities":["${send}","${start}"]}`],
    ['byte-order-mark', `\ufeff{"authorities":["${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['invisible-character', `{"authorities":["${send}",\u00a0"${start}"]}`, `{"authorities":["${send}", "${start}"]}`],
    ['wrong-case', `{"authorities":["${send}","workflow_instance_start"]}`, `{"authorities":["${send}","${start}"]}`],
    ['wrong-case', `{"authorities":["${send}","Workflow-Instance-Start"]}`, `{"authorities":["${send}","${start}"]}`],
    ['stray-space', `{"authorities":["${send}"," ${start} "]}`, `{"authorities":["${send}","${start}"]}`],
    [
      'scope-prefix',
      `{"authorities":["${send}","workflow!b10150.${start}"]}`,
      `{"authorities":["${send}","${start}"]}`,
    ],
    ['not-a-name', `{"authorities":["${send}",7,"${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['misspelt-member', `{"authorites":["${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['misspelt-member', `{"Authorities":["${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['misspelt-member', `{"authority":["${send}","${start}"]}`, `{"authorities":["${send}","${start}"]}`],
    ['bare-list', `["${send}","${start}"]`, `{ "authorities": ["${send}","${start}"] }`],
    ['missing-braces', `"authorities":["${send}","${start}"]`, `{ "authorities":["${send}","${start}"] }`],
    ['missing-bracket', `{"authorities":["${send}","${start}"]`, `{"authorities":["${send}","${start}"]\n}`],
    ['missing-bracket', `{"authorities":["${send}","${start}"}`, `{"authorities":["${send}","${start}"]}`],
    ['wrong-bracket', `{"authorities":["${send}","${start}"]]`, `{"authorities":["${send}","${start}"]}`],
    ['text-after-end', `{"authorities":["${send}","${start}"]}}`, `{"authorities":["${send}","${start}"]}`],
    ['not-a-list', `{"authorities":"${send}, ${start}"}`, `{"authorities":["${send}","${start}"]}`],
    ['member-twice', `{"authorities":["${send}"],"authorities":["${start}"]}`, writeAuthoritiesFile([send, start])],
  ] as const)('%s: %s', (kind, broken, mended) => {
    expect(kinds(broken)[0]).toBe(kind);
    if (kind !== 'member-twice') expect(readAuthoritiesFile(broken).authorities).toEqual([send, start]);
    expect(mendFirst(broken)).toBe(mended);
    expect(isSound(readAuthoritiesFile(mendAll(broken)))).toBe(true);
  });

  it('says where, counted from 1', () => {
    expect(readAuthoritiesFile(`{\n  "authorities": [\n    "${send}",\n  ]\n}`).problems).toMatchObject([
      { kind: 'trailing-comma', line: 3, column: 19, from: 39, to: 40, severity: 'error' },
    ]);
  });

  it('an empty text is begun', () => {
    expect(mendFirst('  \n')).toBe('{\n  "authorities": []\n}\n');
  });
});

describe('a name that nobody knows', () => {
  it('is a note with the nearest known one, and stays when all is mended', () => {
    const text = '{"authorities":["WORKFLOW_INSTNACE_START"]}';
    expect(readAuthoritiesFile(text)).toMatchObject({
      authorities: ['WORKFLOW_INSTNACE_START'],
      problems: [{ kind: 'unknown-authority', severity: 'note' }],
    });
    expect(mendFirst(text)).toBe(`{"authorities":["${start}"]}`);
    expect(mendAll(text)).toBe(text);
  });

  it('has no mend when nothing is near', () => {
    expect(readAuthoritiesFile('{"authorities":["PEPPERONI"]}').problems).toMatchObject([{ fix: null }]);
  });

  it('is never repeated in the sentence, for it may be a secret', () => {
    const { problems } = readAuthoritiesFile('{"authorities":["hunter2-the-secret", hunter3, \'hunter4\']}');
    expect(problems.map(({ sentence }) => sentence).join()).not.toMatch(/hunter/);
  });
});

it('an authority every token carries is a note: it need not be listed', () => {
  expect(readAuthoritiesFile(`{"authorities":["TASK_GET"]}`).problems).toMatchObject([
    { kind: 'carried-anyway', severity: 'note' },
  ]);
});

it('a service key is not taken for a parameters file', () => {
  const key =
    '{"uaa":{"clientid":"sb-x","clientsecret":"s3cret","authorities":["TASK_GET"]},"authorities":["TASK_GET"]}';
  expect(readAuthoritiesFile(key)).toMatchObject({ authorities: null, problems: [{ kind: 'service-key', fix: null }] });
});

it.each([
  [
    'the sample of a document with its comma too many',
    `{\n "authorities": [\n  "${send}"\n  "TASK_COMPLETE",\n ],\n}\n`,
  ],
  ['a chat’s quotes throughout', `{“authorities”: [“${send}”, “TASK_COMPLETE”]}`],
  ['Python', `{'authorities': ['${send}', 'TASK_COMPLETE']}`],
  ['cut off in the middle', `{"authorities": ["${send}", "TASK_COMPLETE"`],
  ['all at once', `\ufeff// grant\n['${send}' “task_complete”,, '${send}';`],
])('%s is mended in one go', (_name, text) => {
  const mended = mendAll(text);
  expect(JSON.parse(mended)).toEqual({ authorities: [send, 'TASK_COMPLETE'] });
  expect(readAuthoritiesFile(mended).problems).toEqual([]);
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '“',
      '”',
      '\\"',
      '\\',
      ' ',
      '\n',
      '//x',
      '/*',
      '#',
      ';',
      '\ufeff',
      '\u00a0',
    ],
    ...[
      '"authorities"',
      'authorities',
      `"${send}"`,
      send,
      'task_get',
      '1',
      'true',
      'nope',
      '😀',
      '\t',
      '-',
      '"a\tb"',
      '"\\q"',
    ],
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(pieces, { maxLength: 16 }).map((some) => some.join('')),
  );

  it('is read without failing; places lie inside it, and every mend can be made', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { from, to, fix } of readAuthoritiesFile(text).problems) {
          expect(from >= 0 && from <= to && to <= text.length).toBe(true);
          for (const edit of fix?.edits ?? [])
            expect(edit.from >= 0 && edit.from <= edit.to && edit.to <= text.length).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is sound exactly when JSON.parse takes it and a list is found; mending ends with nothing left to mend', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const file = readAuthoritiesFile(text);
        if (isSound(file)) expect(() => JSON.parse(text)).not.toThrow();
        const left = readAuthoritiesFile(mendAll(text)).problems;
        expect(left.filter(({ fix, severity }) => fix !== null && severity !== 'note')).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a deep one does not bring it down', () => {
    expect(kinds('['.repeat(100_000))).toContain('too-deep');
  });
});
