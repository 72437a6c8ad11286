import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** A text that may stand as a value, with what it means; `about` may have several lines. */
export type Suggestion = { name: string; about: string };

/** Offers texts for a JSON list while one types, and on Ctrl Space. What is chosen is put in with its quotes. */
export function suggesting(suggestions: readonly Suggestion[]): Extension {
  const options: Completion[] = suggestions.map(({ name, about }) => ({ label: name, info: about, apply: putIn }));
  const source = (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\w*/);
    const isBegun = word !== null && (word.text !== '' || context.state.sliceDoc(word.from - 1, word.from) === '"');
    if (word === null || (!isBegun && !context.explicit)) return null;
    // The name of a member is not chosen from these.
    if (syntaxTree(context.state).resolveInner(context.pos, -1).name === 'PropertyName') return null;
    return { from: word.from, options, validFor: /^\w*$/ };
  };
  return autocompletion({ override: [source], icons: false });
}

/** The quotes that are there already are taken in, so that there are two at the end and not four. */
function putIn(view: EditorView, { label }: Completion, from: number, to: number): void {
  const { state } = view;
  const start = state.sliceDoc(from - 1, from) === '"' ? from - 1 : from;
  const end = state.sliceDoc(to, to + 1) === '"' ? to + 1 : to;
  const insert = `"${label}"`;
  view.dispatch({
    changes: { from: start, to: end, insert },
    selection: { anchor: start + insert.length },
    userEvent: 'input.complete',
  });
}
