import type { EditorView, KeyBinding } from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import styles from './code-editor.module.css';
import type { TextFault } from './editor-kit.ts';
import type { Suggestion } from './suggesting.ts';
import { type EditorKit, useEditorKit } from './use-editor-kit.ts';

/** What a toolbar may ask of an editor. */
export type EditorHandle = { openFind: () => void };

type CodeEditorProps = {
  ref?: Ref<EditorHandle>;
  label: string;
  value: string;
  /** What the content security policy wants to see on a `<style>` element. */
  styleNonce: string;
  language?: 'json' | 'text';
  isReadOnly?: boolean;
  /** Never for a text with a line over 100 kB: it freezes the page. */
  isWrapped?: boolean;
  placeholder?: string;
  onChange?: (text: string) => void;
  findFaults?: (text: string) => TextFault[];
  keys?: readonly KeyBinding[];
  suggestions?: readonly Suggestion[];
};

/** A text or JSON editor that fills its parent. Until its chunk is there, a plain field does the same work. */
export function CodeEditor(props: CodeEditorProps) {
  const kit = useEditorKit();
  if (kit === null) return <PlainEditor {...props} />;
  const { language = 'text', isReadOnly = false, isWrapped = false } = props;
  return <KitEditor key={`${language} ${isReadOnly} ${isWrapped}`} kit={kit} {...props} />;
}

function PlainEditor({ label, value, isReadOnly = false, placeholder, onChange }: CodeEditorProps) {
  return (
    <textarea
      className={`${styles.plain} mono`}
      aria-label={label}
      value={value}
      readOnly={isReadOnly}
      placeholder={placeholder}
      spellCheck={false}
      onChange={(event) => onChange?.(event.currentTarget.value)}
    />
  );
}

const noFaults = () => [];

function KitEditor({ kit, value, ref, ...props }: CodeEditorProps & { kit: EditorKit }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const shown = useRef(value);
  const onChange = useEffectEvent((text: string) => {
    shown.current = text;
    props.onChange?.(text);
  });
  const mount = useEffectEvent((parent: HTMLElement) =>
    kit.mountEditor(parent, value, {
      label: props.label,
      styleNonce: props.styleNonce,
      language: props.language ?? 'text',
      isReadOnly: props.isReadOnly ?? false,
      isWrapped: props.isWrapped ?? false,
      placeholder: props.placeholder ?? '',
      onChange: (text) => onChange(text),
      findFaults: props.findFaults ?? noFaults,
      keys: props.keys ?? [],
      suggestions: props.suggestions ?? [],
    }),
  );

  useImperativeHandle(ref, () => ({ openFind: () => view.current !== null && kit.openFind(view.current) }), [kit]);

  useEffect(() => {
    if (host.current === null) return;
    const mounted = mount(host.current);
    view.current = mounted;
    return () => mounted.destroy();
  }, []);

  // Only a text that did not come from this editor is put into it; comparing references keeps 5 MB bodies cheap.
  useEffect(() => {
    if (view.current === null || shown.current === value) return;
    shown.current = value;
    kit.replaceText(view.current, value);
  }, [kit, value]);

  return <div ref={host} className={styles.host} />;
}
