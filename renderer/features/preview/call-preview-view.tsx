import { useId, useState } from 'react';
import type { CallPreview } from '#shared/model/preview.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TabStrip } from '../../ui/tab-strip.tsx';
import classes from './call-preview-view.module.css';

type Shown = 'call' | keyof CallPreview['curl'];

const shells = [
  { id: 'bash', label: 'curl, bash' },
  { id: 'cmd', label: 'curl, cmd' },
  { id: 'powershell', label: 'curl, PowerShell' },
] as const;

/** A call as it will go out, and the same as a curl line for each shell. Secrets stand as pseudonyms. */
export function CallPreviewView({ name, preview }: { name: string; preview: CallPreview }) {
  const [shown, setShown] = useState<Shown>('call');
  const panelId = useId();
  const text = shown === 'call' ? callText(preview) : preview.curl[shown];
  return (
    <section className={classes.preview} aria-label={name}>
      <div className={classes.strip}>
        <TabStrip
          label={`${name} as`}
          items={[{ id: 'call', label: name }, ...shells]}
          active={shown}
          panelId={panelId}
          onSelect={setShown}
        >
          <span className={classes.grow} />
          <CopyButton size="small" kind="quiet" text={text}>
            Copy
          </CopyButton>
        </TabStrip>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre id={panelId} role="tabpanel" aria-label={name} tabIndex={0} data-wrapped={shown !== 'call' || undefined}>
        {shown === 'call' ? <CallText preview={preview} /> : text}
      </pre>
    </section>
  );
}

function CallText({ preview: { method, url, headers, body } }: { preview: CallPreview }) {
  return (
    <>
      <span className="verb" data-method={method}>
        {method}
      </span>{' '}
      {url}
      {'\n'}
      {headers.map((header, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice, and nothing here moves
        <span key={index}>
          <span className={classes.name}>{header.name}</span>: {header.value}
          {'\n'}
        </span>
      ))}
      {body === null ? null : `\n${body}`}
    </>
  );
}

function callText({ method, url, headers, body }: CallPreview): string {
  const lines = headers.map(({ name, value }) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, ...(body === null ? [] : ['', body])].join('\n');
}
