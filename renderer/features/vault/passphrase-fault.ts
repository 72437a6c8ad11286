export const leastLength = 8;

export type PassphraseFault = { field: 'first' | 'second'; sentence: string };

/** What is wrong with a new passphrase and its repetition; null for nothing. Never repeats either. */
export function passphraseFault(passphrase: string, again: string): PassphraseFault | null {
  if (passphrase.length < leastLength) {
    return {
      field: 'first',
      sentence: `It needs at least ${leastLength} characters${passphrase === '' ? '' : `, and has ${passphrase.length}`}.`,
    };
  }
  return passphrase === again ? null : { field: 'second', sentence: 'This is not the same as above.' };
}
