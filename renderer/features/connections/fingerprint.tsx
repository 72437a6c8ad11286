import { Fragment } from 'react';
import { sayFingerprint } from './say-fingerprint.ts';

/** A SHA-256 fingerprint to be compared: a long one goes on in the next line between two bytes, never within one. */
export function Fingerprint({ hex }: { hex: string }) {
  const bytes = sayFingerprint(hex).split(':');
  return (
    <code title="SHA-256 fingerprint">
      {bytes.map((byte, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a byte is known by its place and nothing else
        <Fragment key={place}>
          {place === 0 ? '' : ':'}
          <wbr />
          {byte}
        </Fragment>
      ))}
    </code>
  );
}
