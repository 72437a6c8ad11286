import type { Extension } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

const matcher = new MatchDecorator({
  regexp: /\{\{\s*[\w.-]+\s*\}\}/g,
  decoration: Decoration.mark({ class: 'gw-variable' }),
});

class VariableMarks {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = matcher.createDeco(view);
  }

  update(update: ViewUpdate): void {
    this.decorations = matcher.updateDeco(update, this.decorations);
  }
}

/** Sets `{{name}}` apart, as the URL field does. */
export const variableMarks: Extension = ViewPlugin.fromClass(VariableMarks, {
  decorations: (marks) => marks.decorations,
});
