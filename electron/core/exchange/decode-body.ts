import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { codeOf, NetworkFault } from './network-fault.ts';

/** Takes bytes as they were sent and hands on what they decode to. */
export type BodyDecoder = {
  /** A promise asks to wait. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** Resolves when everything was handed on. @throws NetworkFault RESPONSE_TRUNCATED or RESPONSE_UNDECODABLE */
  end(): Promise<void>;
  destroy(): void;
};

/** More encodings on top of each other than this are left as they are: nobody honest needs them. */
const mostEncodings = 5;
const outputChunkBytes = 64 * 1024;

/**
 * The content encodings to undo, in the order to undo them. Empty when there are none, when one of them is not known, or when
 * there are too many: the body is then shown as it was sent.
 */
export function readContentEncodings(values: readonly string[]): string[] {
  const named = values
    .flatMap((value) => value.toLowerCase().split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const isKnown = named.every((name) => ['gzip', 'x-gzip', 'deflate', 'br', 'zstd'].includes(name));
  return isKnown && named.length <= mostEncodings ? named.reverse() : [];
}

/** @param onOutput a promise asks to wait; a rejected one ends the decoding */
export function createBodyDecoder(
  encodings: readonly string[],
  onOutput: (chunk: Uint8Array) => Promise<void> | undefined,
): BodyDecoder {
  let chain: { head: Transform; ended: Promise<void>; destroy(): void } | null = null;
  return {
    write(chunk) {
      if (chunk.length === 0) return undefined;
      chain ??= startChain(encodings, chunk[0] as number, onOutput);
      const { head, ended } = chain;
      if (head.destroyed || head.write(chunk)) return undefined;
      // A chain that has ended will never drain; its fault comes out of end().
      return Promise.race([new Promise<void>((resolve) => head.once('drain', resolve)), ended.catch(() => undefined)]);
    },
    async end() {
      // A body without a byte has nothing to decode, whatever the header says (HEAD, 204, empty answers).
      if (chain === null) return;
      chain.head.end();
      await chain.ended;
    },
    destroy: () => chain?.destroy(),
  };
}

function startChain(
  encodings: readonly string[],
  firstByte: number,
  onOutput: (chunk: Uint8Array) => Promise<void> | undefined,
) {
  const streams = encodings.map((encoding, at) => createDecoderOf(encoding, at === 0 ? firstByte : null));
  const head = streams[0] as Transform;
  const tail = streams.at(-1) as Transform;
  const destroy = () => {
    for (const stream of streams) stream.destroy();
  };
  const ended = new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      reject(error instanceof NetworkFault ? error : faultOf(error));
      destroy();
    };
    streams.forEach((stream, at) => {
      stream.on('error', fail);
      const next = streams[at + 1];
      if (next) stream.pipe(next);
    });
    tail.on('end', resolve);
    tail.on('close', () => reject(new NetworkFault('RESPONSE_TRUNCATED')));
    tail.on('data', (chunk: Uint8Array) => {
      const turn = onOutput(chunk);
      if (turn === undefined) return;
      tail.pause();
      turn.then(
        () => tail.resume(),
        () => fail(new NetworkFault('BODY_NOT_KEPT')),
      );
    });
  });
  ended.catch(() => undefined);
  return { head, ended, destroy };
}

function createDecoderOf(encoding: string, firstByte: number | null): Transform {
  const options = { chunkSize: outputChunkBytes };
  if (encoding === 'br') return createBrotliDecompress(options);
  // RFC 9659: no window beyond 8 MiB, else one small frame could claim gigabytes.
  if (encoding === 'zstd') return createZstdDecompress({ ...options, params: { [constants.ZSTD_d_windowLogMax]: 23 } });
  if (encoding !== 'deflate') return createGunzip(options);
  // `deflate` means zlib (RFC 9110, 8.4.1.2), but many servers send it without the zlib header.
  const isRaw = firstByte !== null && (firstByte & 0x0f) !== 8;
  return isRaw ? createInflateRaw(options) : createInflate(options);
}

function faultOf(error: Error): NetworkFault {
  const isCut = codeOf(error) === 'Z_BUF_ERROR' || /unexpected end/i.test(error.message);
  return new NetworkFault(isCut ? 'RESPONSE_TRUNCATED' : 'RESPONSE_UNDECODABLE');
}
