import { useDeferredValue, useMemo, useState } from 'react';
import type { Anatomy } from '#shared/jwt/anatomy.ts';
import type { Flip } from '#shared/jwt/flip-character.ts';
import type { Verification, VerificationKey } from '#shared/model/verification.ts';
import { ActionError } from '../../ui/action-error.tsx';
import styles from './anatomy-page.module.css';
import { KeyChooser, type KeyKind } from './key-chooser.tsx';
import { useVerification, type VerifyInput } from './use-verification.ts';

type SignaturePartProps = {
  anatomy: Anatomy;
  /** What is verified; another object after a renewal, so that it is checked again. */
  subject: VerifyInput['subject'];
  /** What the connection's own key is called; null where there is none, as for a pasted JWT. */
  ownKey: string | null;
  flip: Flip | null;
};

/** Whether the signature fits, against which key, and how that key was chosen. */
export function SignaturePart({ anatomy, subject, ownKey, flip }: SignaturePartProps) {
  const [kind, setKind] = useState<KeyKind>(ownKey === null ? 'text' : 'own');
  const [text, setText] = useState('');
  const [url, setUrl] = useState('');
  const deferredText = useDeferredValue(text);
  const against = useMemo(() => keyOf(kind, deferredText, url), [kind, deferredText, url]);
  const input = useMemo(() => (against === null ? null : { subject, against, flip }), [subject, against, flip]);
  const { verification, error } = useVerification(input);
  return (
    <section className={styles.part} aria-label="Signature">
      <h2 data-part="signature">Signature</h2>
      <div role="status">
        {input === null ? <p className={styles.aside}>○ Not checked: give a key below.</p> : null}
        {verification === null ? null : <Outcome verification={verification} isFlipped={flip !== null} />}
      </div>
      <ActionError error={error} />
      <p className={styles.explains}>
        {algorithmWords(anatomy)} over <span data-part="header">header</span>.<span data-part="claims">claims</span>.
        Change any character of these two and it fits no more: that is all a signature promises. It does not say that
        the scopes are enough, or that the time is right.
      </p>
      <KeyChooser ownKey={ownKey} kind={kind} onKind={setKind} text={text} onText={setText} onUrl={setUrl} />
    </section>
  );
}

function Outcome({
  verification: { isValid, sentence, keyChoice },
  isFlipped,
}: {
  verification: Verification;
  isFlipped: boolean;
}) {
  return (
    <>
      <p className={styles.outcome} data-tone={isValid ? 'pass' : 'stop'}>
        <span aria-hidden="true">{isValid ? '✓' : '■'}</span>{' '}
        {isValid ? 'verified' : isFlipped ? 'fails, as it should' : 'not verified'}
      </p>
      <p className={styles.explains}>{sentence}</p>
      {keyChoice === '' ? null : <p className={styles.aside}>Key: {keyChoice}.</p>}
    </>
  );
}

/** Null while there is nothing to check against. */
function keyOf(kind: KeyKind, text: string, url: string): VerificationKey | null {
  if (kind === 'own') return { kind: 'connection-key' };
  if (kind === 'text') return text.trim() === '' ? null : { kind: 'text', text };
  return url === '' ? null : { kind: 'jwks-url', url };
}

function algorithmWords({ algorithm, signatureBytes, header }: Anatomy): string {
  const note = header.members.find(({ name }) => name === 'alg')?.note ?? '';
  const size = signatureBytes === null ? '' : `, ${signatureBytes} bytes`;
  return `${algorithm === '' ? 'No algorithm named' : algorithm}${note === '' ? '' : ` (${note})`}${size},`;
}
