/** The most a single read may ask for: the byte channel moves a body in windows. */
export const maxWindowBytes = 1024 * 1024;

/** A part of a body, and the size of the whole. */
export type BodyWindow = { bytes: Uint8Array; totalBytes: number };

/** Where a window begins and how long it really is; whatever is asked, it lies inside the body. */
export function fitWindow(offset: number, length: number, totalBytes: number): { offset: number; length: number } {
  const start = Math.min(wholeNumber(offset), totalBytes);
  return { offset: start, length: Math.min(wholeNumber(length), maxWindowBytes, totalBytes - start) };
}

function wholeNumber(value: number): number {
  return Number.isFinite(value) && value > 0 ? Math.trunc(value) : 0;
}
