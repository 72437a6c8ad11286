import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import styles from './anatomy-page.module.css';

export type KeyKind = 'own' | 'text' | 'url';

type KeyChooserProps = {
  /** Null where there is no connection whose key it could be. */
  ownKey: string | null;
  kind: KeyKind;
  onKind: (kind: KeyKind) => void;
  text: string;
  onText: (text: string) => void;
  /** The address to fetch from; nothing is fetched while it is typed. */
  onUrl: (url: string) => void;
};

/** What the signature is checked against: the connection's own key, one that is pasted, or a JWKS at an address. */
export function KeyChooser({ ownKey, kind, onKind, text, onText, onUrl }: KeyChooserProps) {
  return (
    <div className={styles.key}>
      <Choice
        label="Check against"
        options={[
          ...(ownKey === null ? [] : [{ value: 'own' as const, label: 'Its own' }]),
          { value: 'text', label: 'A key' },
          { value: 'url', label: 'JWKS URL' },
        ]}
        value={kind}
        onChange={onKind}
      />
      {kind === 'own' ? <p className={styles.aside}>{ownKey}</p> : null}
      {kind === 'text' ? (
        <textarea
          className={`mono ${styles.field}`}
          aria-label="Key as PEM, JWK or JWKS"
          placeholder="PEM (key or certificate), JWK or JWKS"
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      ) : null}
      {kind === 'url' ? <UrlForm onUrl={onUrl} /> : null}
    </div>
  );
}

function UrlForm({ onUrl }: { onUrl: (url: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const url = field.current?.value.trim() ?? '';
    const isAddress = /^https?:$/.test(URL.parse(url)?.protocol ?? '');
    setFault(isAddress ? null : 'Give an address that begins with https:// or http://.');
    onUrl(isAddress ? url : '');
  };
  return (
    <form className={styles.url} onSubmit={onSubmit}>
      <input
        ref={field}
        className={`mono ${styles.field}`}
        aria-label="Address of the JWKS"
        aria-invalid={fault !== null}
        placeholder="https://issuer.example/token_keys"
        autoComplete="off"
        spellCheck={false}
      />
      <Button size="small" type="submit">
        Fetch and check
      </Button>
      {fault === null ? null : <p role="alert">■ {fault}</p>}
    </form>
  );
}
