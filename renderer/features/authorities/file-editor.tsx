import type { KeyBinding } from '@codemirror/view';
import { useMemo } from 'react';
import { mendAll, readAuthoritiesFile } from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { applyEdits, type FileProblem } from '#shared/systems/sap-workflow/workbench/file-problem.ts';
import { styleNonce } from '../../app/style-nonce.ts';
import { Button } from '../../ui/button.tsx';
import { CodeEditor } from '../../ui/code-editor/code-editor.tsx';
import classes from './file-editor.module.css';
import { authoritySuggestions } from './suggestions.ts';
import type { Workbench } from './use-workbench.ts';

const isMac = navigator.userAgent.includes('Mac OS');

/** The file as text, with what is wrong in it marked, in words below it, and mended by one key. */
export function FileEditor({ workbench }: { workbench: Workbench }) {
  const { connection, text, type } = workbench;
  const mendKey = useMemo<readonly KeyBinding[]>(() => [{ key: 'Mod-.', run: mendNext }], []);
  return (
    <div className={classes.pane} data-pane="authorities-file">
      <div className={classes.editor}>
        <CodeEditor
          key={connection.id}
          label="Parameters file"
          styleNonce={styleNonce()}
          value={text}
          language="json"
          placeholder='{"authorities": []}'
          onChange={type}
          findFaults={findFaults}
          suggestions={authoritySuggestions}
          keys={mendKey}
        />
      </div>
      <Foot workbench={workbench} />
    </div>
  );
}

function Foot({ workbench: { text, file, list, type } }: { workbench: Workbench }) {
  const problems = file.problems.filter(({ severity }) => severity !== 'note');
  const shown = problems[0] ?? file.problems[0];
  const mendable = problems.filter(({ fix }) => fix !== null);
  return (
    <div className={classes.foot}>
      <p className={classes.says} role="status" data-severity={shown?.severity ?? 'none'}>
        {shown === undefined ? (
          <>
            <span aria-hidden="true">✓ </span>
            {list.length} {list.length === 1 ? 'authority' : 'authorities'}, plain JSON.
          </>
        ) : (
          <>
            <span aria-hidden="true">{marks[shown.severity]} </span>
            Line {shown.line}: {shown.sentence}
          </>
        )}
      </p>
      {shown?.fix == null ? null : (
        <Button
          size="small"
          keys={isMac ? '⌘ .' : 'Ctrl .'}
          onClick={() => type(applyEdits(text, shown.fix?.edits ?? []))}
        >
          {shown.fix.label}
        </Button>
      )}
      {mendable.length < 2 ? null : (
        <Button size="small" onClick={() => type(mendAll(text))}>
          Mend all {mendable.length}
        </Button>
      )}
    </div>
  );
}

const marks = { error: '■', warning: '▲', note: '●' } as const;

/** Mends what the cursor is at, or the first thing that can be. Notes come last: they may be meant. */
const mendNext: NonNullable<KeyBinding['run']> = (view) => {
  const at = view.state.selection.main.head;
  const { problems } = readAuthoritiesFile(view.state.doc.toString());
  const mendable = problems.filter(({ fix }) => fix !== null);
  const chosen =
    mendable.find(({ from, to }) => from <= at && at <= to) ??
    mendable.find(({ severity }) => severity !== 'note') ??
    mendable[0];
  if (chosen?.fix == null) return false;
  view.dispatch({ changes: [...chosen.fix.edits], userEvent: 'input.mend' });
  return true;
};

const severities = { error: 'error', warning: 'warning', note: 'info' } as const;

function findFaults(text: string) {
  return readAuthoritiesFile(text).problems.map(asFault);
}

function asFault({ line, column, from, to, sentence, severity, fix }: FileProblem) {
  return {
    line,
    column,
    length: to - from,
    message: sentence,
    severity: severities[severity],
    fix: fix === null ? null : { name: fix.label, changes: fix.edits },
  };
}
