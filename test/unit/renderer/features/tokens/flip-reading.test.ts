import { describe, expect, it } from 'vitest';
import { anatomyOf } from '#shared/jwt/anatomy.ts';
import { nextPlace, readFlip } from '../../../../../renderer/features/tokens/flip-reading.ts';

const claims = { iss: 'somebody@example', scope: ['workflow!b10150.TASK_GET'], exp: 1_795_298_399 };

function anatomy() {
  const reading = anatomyOf({ header: { alg: 'RS256' }, claims }, { now: 0, clientId: null });
  if (!reading.ok) throw new Error('no anatomy');
  return reading.anatomy;
}

describe('readFlip', () => {
  it('changes exactly one character and shows what the JSON around it says then', () => {
    const reading = readFlip(anatomy(), { part: 'claims', at: 20 });
    if (reading === null) throw new Error('no reading');
    const differing = [...reading.after].filter((character, at) => character !== reading.before[at]);
    expect(differing).toHaveLength(1);
    expect(reading.after[20]).toBe(differing[0]);
    expect(reading.readBefore).toBe('{"iss":"somebody@example","scop…');
    expect(reading.readAfter).not.toBe(reading.readBefore);
  });

  it('takes a place behind the end for the last one', () => {
    const { header } = anatomy();
    expect(readFlip(anatomy(), { part: 'header', at: 9_999 })?.at).toBe(header.encoded.length - 1);
  });
});

describe('nextPlace', () => {
  it('walks on and begins again at the front', () => {
    expect(nextPlace(0, 100)).toBe(17);
    expect(nextPlace(90, 100)).toBe(7);
  });
});
