/** Characters gathered before they become a piece of text. */
const bufferLength = 16_384;
/** Longer runs are sliced instead of copied. */
const longRun = 2_048;

/** Builds a large text out of very many small pieces. */
export type TextBuilder = {
  /** Puts a part of another text at the end. */
  copy(source: string, start: number, end: number): void;
  /** Puts one UTF-16 unit at the end, `count` times; `count` stays far below the buffer's length. */
  repeat(code: number, count: number): void;
  length(): number;
  finish(): string;
};

/** Characters go through a buffer, because millions of small strings cost several times what their characters do. */
export function createTextBuilder(): TextBuilder {
  const buffer = new Uint16Array(bufferLength);
  const pieces: string[] = [];
  let used = 0;
  let flushed = 0;
  const flush = () => {
    pieces.push(Reflect.apply(String.fromCharCode, null, buffer.subarray(0, used)));
    flushed += used;
    used = 0;
  };
  return {
    copy(source, start, end) {
      if (end - start > longRun) {
        flush();
        pieces.push(source.slice(start, end));
        flushed += end - start;
        return;
      }
      if (used + end - start > bufferLength) flush();
      for (let at = start; at < end; at += 1) {
        buffer[used] = source.charCodeAt(at);
        used += 1;
      }
    },
    repeat(code, count) {
      if (used + count > bufferLength) flush();
      for (const end = used + count; used < end; used += 1) buffer[used] = code;
    },
    length: () => flushed + used,
    finish() {
      flush();
      return pieces.join('');
    },
  };
}
