import { useEffect, useRef } from 'react';
import type { Anatomy } from '#shared/jwt/anatomy.ts';
import type { Flip } from '#shared/jwt/flip-character.ts';
import styles from './anatomy-page.module.css';
import { type FlipReading, readFlip } from './flip-reading.ts';

/** The token as it travels, its three parts in their colours; the signature as dots. A changed character is marked. */
export function RawToken({ anatomy, flip }: { anatomy: Anatomy; flip: Flip | null }) {
  const reading = flip === null ? null : readFlip(anatomy, flip);
  const part = (name: Flip['part']) =>
    reading !== null && flip?.part === name ? <Changed reading={reading} /> : anatomy[name].encoded;
  return (
    <div className={styles.raw}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <p className={`mono ${styles.text}`} tabIndex={0}>
        <span data-part="header">{part('header')}</span>.<span data-part="claims">{part('claims')}</span>.
        <span data-part="signature" role="img" aria-label="signature, not shown">
          ••••••••••••••••••••••••
        </span>
      </p>
      {anatomy.header.isExact && anatomy.claims.isExact ? null : (
        <p className={styles.aside}>
          Written from header and claims: what is signed stays in the core, and may differ in blanks.
        </p>
      )}
      {reading === null ? null : <FlipWords reading={reading} />}
    </div>
  );
}

function Changed({ reading: { at, after } }: { reading: FlipReading }) {
  const mark = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark comes into sight when it moves, and only then
  useEffect(() => {
    // Braces, because newer engines answer with a promise, which is no clean-up.
    mark.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <>
      {after.slice(0, at)}
      <mark ref={mark} className={styles.changed}>
        {after.charAt(at)}
      </mark>
      {after.slice(at + 1)}
    </>
  );
}

function FlipWords({ reading: { at, before, after, readBefore, readAfter } }: { reading: FlipReading }) {
  return (
    <p className={styles.flip}>
      Character {at + 1}: <code>{before.charAt(at)}</code> became <code>{after.charAt(at)}</code>, and{' '}
      <code>{readBefore}</code> now reads <code data-tone="stop">{readAfter}</code>
    </p>
  );
}
