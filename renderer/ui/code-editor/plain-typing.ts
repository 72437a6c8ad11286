import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Puts typed characters into the document by ourselves. Left to the browser, text typed over a selection arrives in a
 * `<span style>` that repeats the colour of what it replaces; the content security policy refuses the style and reports
 * it. Input methods compose as before: only whole characters are taken over.
 */
export const plainTyping: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event;
    if (inputType !== 'insertText' || data === null || view.composing || view.state.readOnly) return false;
    const { from, to } = view.state.selection.main;
    const typed = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, typed));
    if (!isHandled) view.dispatch(typed());
    return true;
  },
});
