/** The byte channel answers at most this much at a time. */
export const windowBytes = 1024 * 1024;

/** Up to here a body is shown whole (design rule 5). */
export const wholeBodyBytes = 5 * 1024 * 1024;

/** Reads `length` bytes of a body from `offset`; shorter at its end. Null when the body is gone. */
export type ReadWindow = (
  offset: number,
  length: number,
  signal: AbortSignal,
) => Promise<{ bytes: Uint8Array; totalBytes: number } | null>;

/** What there is to show of a body. `bytes` is shorter than `totalBytes` when only its beginning was read. */
export type BodyBytes = { bytes: Uint8Array; totalBytes: number };

/** Reads a body of up to 5 MiB whole, and the first MiB of a larger one. Null when the body is gone. */
export async function readForView(read: ReadWindow, signal: AbortSignal): Promise<BodyBytes | null> {
  const first = await read(0, windowBytes, signal);
  if (first === null) return null;
  const { totalBytes } = first;
  if (totalBytes <= first.bytes.length || totalBytes > wholeBodyBytes) return first;
  const bytes = new Uint8Array(totalBytes);
  bytes.set(first.bytes);
  let at = first.bytes.length;
  while (at < totalBytes) {
    const next = await read(at, Math.min(windowBytes, totalBytes - at), signal);
    if (next === null || next.bytes.length === 0) return { bytes: bytes.subarray(0, at), totalBytes };
    bytes.set(next.bytes.subarray(0, totalBytes - at), at);
    at += next.bytes.length;
  }
  return { bytes, totalBytes };
}
