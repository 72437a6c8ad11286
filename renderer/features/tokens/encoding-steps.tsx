import { useState } from 'react';
import type { Anatomy } from '#shared/jwt/anatomy.ts';
import { base64urlSteps } from '#shared/jwt/base64url.ts';
import { Choice } from '../../ui/choice.tsx';
import styles from './anatomy-block.module.css';

const parts = [
  { value: 'header', label: 'Header' },
  { value: 'claims', label: 'Claims' },
] as const;

const shownCharacters = 600;

/** From the JSON of a part to what travels, step by step. */
export function EncodingSteps({ anatomy }: { anatomy: Anatomy }) {
  const [part, setPart] = useState<'header' | 'claims'>('header');
  return (
    <section className={styles.block} aria-label="How it is written">
      <div className={styles.head}>
        <h2>How it is written</h2>
        <Choice label="Part" options={parts} value={part} onChange={setPart} />
      </div>
      <ol className={styles.steps}>
        {base64urlSteps(anatomy[part].text).map(({ name, explanation, value }) => (
          <li key={name}>
            <h3>{name}</h3>
            <div>
              <p className="mono" data-part={name === 'base64url' ? part : undefined}>
                {value.slice(0, shownCharacters)}
                {value.length > shownCharacters ? (
                  <small> … and {(value.length - shownCharacters).toLocaleString('en-GB')} characters more</small>
                ) : null}
              </p>
              <small>{explanation}</small>
            </div>
          </li>
        ))}
      </ol>
      <p className={styles.aside}>
        Read the other way, this is decoding: anybody can do it. What a JWT says is not secret; the signature only
        proves that it was not changed.
      </p>
    </section>
  );
}
