import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { type Action, type Diagnostic, linter } from '@codemirror/lint';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  type KeyBinding,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { editorLook } from './editor-look.ts';
import { plainTyping } from './plain-typing.ts';
import { type Suggestion, suggesting } from './suggesting.ts';
import { variableMarks } from './variable-marks.ts';

/** A step that changes the text: `from`–`to` by `insert`, offsets in UTF-16 units. */
export type TextFix = { name: string; changes: readonly { from: number; to: number; insert: string }[] };

/** A fault in the text; line and column count from 1. */
export type TextFault = {
  line: number;
  column: number;
  message: string;
  /** How many characters it spans; 1 when not given. */
  length?: number;
  severity?: 'error' | 'warning' | 'info';
  /** Offered beside the message. */
  fix?: TextFix | null;
};

export type EditorSettings = {
  /** Accessible name. */
  label: string;
  /** What the content security policy wants to see on a `<style>` element. */
  styleNonce: string;
  language: 'json' | 'text';
  isReadOnly: boolean;
  isWrapped: boolean;
  placeholder: string;
  onChange: (text: string) => void;
  /** Looks for faults a moment after the last keystroke. */
  findFaults: (text: string) => TextFault[];
  keys: readonly KeyBinding[];
  /** Names offered while one types; none when empty. */
  suggestions: readonly Suggestion[];
};

/** Puts an editor into `parent`. Everything but the text is fixed for its life; `destroy()` takes it out again. */
export function mountEditor(parent: HTMLElement, text: string, settings: EditorSettings): EditorView {
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions: extensionsOf(settings) }) });
}

/** Replaces the text as one step that can be undone; the selection stays where it still fits. */
export function replaceText(view: EditorView, text: string): void {
  const anchor = Math.min(view.state.selection.main.anchor, text.length);
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor } });
}

/** Opens the search panel with the focus in it. */
export function openFind(view: EditorView): void {
  openSearchPanel(view);
}

// Ctrl+Enter sends, wherever the focus is; CodeMirror would take it for a blank line.
const ordinaryKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

function extensionsOf(settings: EditorSettings): Extension[] {
  return [
    EditorView.cspNonce.of(settings.styleNonce),
    // A tabindex changes nothing here but tells checkers what contenteditable means already.
    EditorView.contentAttributes.of({ 'aria-label': settings.label, tabindex: '0' }),
    lineNumbers(),
    highlightActiveLineGutter(),
    foldGutter({ openText: '⌄', closedText: '›' }),
    codeFolding({ placeholderText: '…' }),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches({ maxMatches: 500 }),
    search({ top: true }),
    settings.isWrapped ? EditorView.lineWrapping : [],
    settings.language === 'json' ? json() : [],
    keymap.of([...settings.keys, ...searchKeymap, ...foldKeymap, ...ordinaryKeys]),
    settings.isReadOnly ? readingOnly : writing(settings),
    editorLook,
  ];
}

// The text of a read-only editor keeps its caret, so that it can be walked and selected from the keyboard.
const readingOnly: Extension = [EditorState.readOnly.of(true), EditorView.editable.of(true)];

function writing(settings: EditorSettings): Extension[] {
  return [
    history(),
    indentOnInput(),
    closeBrackets(),
    plainTyping,
    keymap.of([...closeBracketsKeymap, ...historyKeymap]),
    variableMarks,
    settings.suggestions.length === 0 ? [] : suggesting(settings.suggestions),
    settings.placeholder === '' ? [] : placeholder(settings.placeholder),
    linter((view) => faultsIn(view, settings), { delay: 350 }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) settings.onChange(update.state.doc.toString());
    }),
  ];
}

function faultsIn(view: EditorView, settings: EditorSettings): Diagnostic[] {
  const { doc } = view.state;
  return settings.findFaults(doc.toString()).map(({ line, column, message, length = 1, severity = 'error', fix }) => {
    const place = doc.line(Math.min(line, doc.lines));
    const from = Math.min(place.from + column - 1, place.to);
    const to = Math.min(from + Math.max(1, length), doc.length);
    return { from, to, message, severity, actions: fix ? [actionOf(fix)] : [] };
  });
}

function actionOf({ name, changes }: TextFix): Action {
  return { name, apply: (view) => view.dispatch({ changes: [...changes], userEvent: 'input.mend' }) };
}
