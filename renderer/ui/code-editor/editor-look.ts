import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// Everything is a custom property, so that one editor follows the theme without being told.
const surface = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--panel)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 16px 0 2px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--hover) 55%, transparent)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--stop-soft)', outline: '1px solid var(--stop)' },
});

const gutters = EditorView.theme({
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '30px', padding: '0 0 0 12px' },
  '.cm-foldGutter .cm-gutterElement': { width: '14px', textAlign: 'center', cursor: 'pointer' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--muted)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--hover)',
    border: '1px solid var(--line)',
    color: 'var(--muted)',
    padding: '0 6px',
    margin: '0 2px',
  },
});

const marks = EditorView.theme({
  '.gw-variable': { color: 'var(--accent)', backgroundColor: 'var(--accent-soft)', borderRadius: '3px' },
  '.gw-variable *': { color: 'inherit' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--stop)',
    textUnderlineOffset: '4px',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--stop)' },
  '.cm-lintRange-warning, .cm-lintRange-info': { backgroundImage: 'none', textUnderlineOffset: '4px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn)' },
  '.cm-lintRange-info': { textDecoration: 'underline dotted var(--muted)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r)',
    boxShadow: 'var(--overlay-shadow)',
    color: 'var(--text)',
  },
  '.cm-diagnostic': { font: '12.5px/18px var(--font)', padding: '6px 10px', borderLeft: '3px solid var(--stop)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--line-strong)' },
  '.cm-diagnosticAction': {
    font: '500 12px/18px var(--font)',
    margin: '0 0 0 10px',
    padding: '1px 8px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r)',
    backgroundColor: 'var(--panel)',
    color: 'var(--text)',
    cursor: 'pointer',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch.cm-searchMatch-selected': { backgroundColor: 'var(--warn)', color: 'var(--panel)' },
  '.cm-searchMatch.cm-searchMatch-selected *': { color: 'inherit' },
});

const suggestions = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '12px/20px var(--mono)', maxHeight: '220px', maxWidth: '420px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '1px 10px', lineHeight: '20px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: 'var(--accent)' },
  '.cm-tooltip.cm-completionInfo': {
    font: '12.5px/18px var(--font)',
    padding: '8px 10px',
    maxWidth: '300px',
    whiteSpace: 'pre-line',
    color: 'var(--muted)',
  },
});

const searchPanel = EditorView.theme({
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px',
    padding: '6px 40px 6px 16px',
    font: '12.5px/18px var(--font)',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    color: 'var(--muted)',
    fontSize: '12px',
  },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': { margin: '0' },
  '.cm-textfield': {
    height: '26px',
    width: '220px',
    padding: '0 8px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r)',
    backgroundColor: 'var(--panel)',
    color: 'var(--text)',
    fontSize: '12.5px',
  },
  '.cm-button': {
    height: '26px',
    padding: '0 8px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r)',
    background: 'var(--panel)',
    color: 'var(--text)',
    fontSize: '12.5px',
    textTransform: 'capitalize',
  },
  '.cm-button:hover': { background: 'var(--hover)' },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-search input:focus-visible': {
    outline: '2px solid var(--accent)',
    outlineOffset: '1px',
  },
  '.cm-panel.cm-search [name="close"]': {
    position: 'absolute',
    top: '5px',
    right: '12px',
    width: '28px',
    height: '28px',
    border: 'none',
    borderRadius: 'var(--r)',
    background: 'transparent',
    color: 'var(--muted)',
    fontSize: '18px',
    cursor: 'pointer',
  },
});

const syntax = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--s-key)' },
  { tag: tags.string, color: 'var(--s-str)' },
  { tag: tags.number, color: 'var(--s-num)' },
  { tag: [tags.bool, tags.null], color: 'var(--s-kw)' },
  { tag: [tags.bracket, tags.separator], color: 'var(--muted)' },
]);

/** How every editor looks, in both themes. */
export const editorLook: Extension = [surface, gutters, marks, suggestions, searchPanel, syntaxHighlighting(syntax)];
