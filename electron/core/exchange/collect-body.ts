import type { RedactingStream, Redactor } from '../redact/redactor.ts';
import type { BodyStore, BodyWriter } from '../store/bodies.ts';
import { type BodyDecoder, createBodyDecoder } from './decode-body.ts';
import type { BodySink } from './hop-flight.ts';
import type { Leash } from './leash.ts';
import { faultOfLeash, NetworkFault } from './network-fault.ts';

export type CollectedBody = {
  /** Bytes after content decoding, before redaction. */
  totalBytes: number;
  /** The whole body, redacted; null when it went to a file. Never a view of a shared buffer. */
  memory: Uint8Array | null;
  /** Its beginning, redacted, at most `previewBytes`. */
  preview: Uint8Array;
  /** Why it is not whole; null when it is. */
  fault: unknown;
};

export type BodyCollector = BodySink & {
  /** Called once when the transfer ended, with its error or null. What has come so far stays readable. */
  finish(error: unknown): Promise<CollectedBody>;
};

export type CollectorOptions = {
  /** Names the file a large body goes to. */
  exchangeId: string;
  bodies: BodyStore;
  redactor: Redactor;
  /** In the order to undo them. */
  encodings: readonly string[];
  /** A body larger than this is cut. */
  limitBytes: number;
  leash: Leash;
  /** Ends the transfer. */
  stop(fault: NetworkFault): void;
};

/** What is kept in memory and in the history database itself; a larger body goes to a file. */
export const memoryBytes = 1024 * 1024;
export const previewBytes = 64 * 1024;

/**
 * Takes a response body of any size: undoes its encodings, redacts it, and keeps it in memory up to 1 MiB or in a file beyond.
 * Nothing is parsed or decoded to text here, so the thread is never held up by a large one.
 */
export function createBodyCollector(options: CollectorOptions): BodyCollector {
  const { encodings, limitBytes, leash, stop } = options;
  const keeper = createKeeper(options);
  let totalBytes = 0;
  let cut: NetworkFault | null = null;

  const take = (chunk: Uint8Array): Promise<void> | undefined => {
    if (cut !== null) return undefined;
    const room = limitBytes - totalBytes;
    const piece = chunk.length > room ? chunk.subarray(0, room) : chunk;
    totalBytes += piece.length;
    const turn = keeper.keep(piece);
    if (piece.length < chunk.length) {
      cut = new NetworkFault('RESPONSE_TOO_LARGE');
      decoder?.destroy();
      stop(cut);
    }
    return turn;
  };
  const decoder = encodings.length === 0 ? null : createBodyDecoder(encodings, take);

  return {
    write: (chunk) => (decoder === null ? take(chunk) : decoder.write(chunk)),
    async finish(error) {
      const decodeFault = decoder === null ? null : await endDecoder(decoder, leash, error !== null);
      const kept = await keeper.finish();
      return { ...kept, totalBytes, fault: cut ?? kept.fault ?? error ?? decodeFault };
    },
  };
}

/** What was read before a broken transfer is still decoded; a fault of ours then only repeats the one known already. */
async function endDecoder(decoder: BodyDecoder, leash: Leash, isBroken: boolean): Promise<unknown> {
  const ended = decoder.end().then(
    () => null,
    (fault: unknown) => fault,
  );
  if (isBroken && leash.ended !== null) decoder.destroy();
  let release = () => {};
  const leashed = new Promise<unknown>((resolve) => {
    if (leash.ended === null) release = leash.onEnd((end) => resolve(faultOfLeash(end)));
  });
  const fault = await Promise.race([ended, leashed]);
  release();
  decoder.destroy();
  return fault;
}

type Kept = Omit<CollectedBody, 'totalBytes'>;

function createKeeper({ exchangeId, bodies, redactor }: CollectorOptions) {
  let chunks: Uint8Array[] = [];
  let heldBytes = 0;
  let spill: ReturnType<typeof createSpill> | null = null;

  return {
    keep(chunk: Uint8Array): Promise<void> | undefined {
      if (spill !== null) return spill.write(chunk);
      chunks.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes <= memoryBytes) return undefined;
      const started = createSpill(bodies.create(exchangeId), redactor.stream());
      for (const held of chunks) started.write(held);
      spill = started;
      chunks = [];
      return undefined;
    },
    async finish(): Promise<Kept> {
      if (spill !== null) return { memory: null, ...(await spill.finish()) };
      const memory = ownBytes(redactor.bytes(joined(chunks, heldBytes)));
      return { memory, preview: memory.subarray(0, previewBytes), fault: null };
    },
  };
}

/** What may wait for the disk before the sender is asked to wait, too. */
const mostWaitingBytes = 4 * 1024 * 1024;

function createSpill(writer: BodyWriter, stream: RedactingStream) {
  let preview: Uint8Array = new Uint8Array(0);
  let fault: NetworkFault | null = null;
  let waitingBytes = 0;
  let queue: Promise<void> = Promise.resolve();

  const append = async (bytes: Uint8Array): Promise<void> => {
    if (fault !== null) throw fault;
    try {
      await writer.write(bytes);
    } catch {
      fault = new NetworkFault('BODY_NOT_KEPT');
      throw fault;
    } finally {
      waitingBytes -= bytes.length;
    }
  };
  const put = (bytes: Uint8Array): Promise<void> => {
    if (preview.length < previewBytes) preview = Buffer.concat([preview, bytes]).subarray(0, previewBytes);
    waitingBytes += bytes.length;
    queue = queue.then(() => append(bytes));
    queue.catch(() => undefined);
    return queue;
  };
  return {
    write(chunk: Uint8Array): Promise<void> | undefined {
      const written = put(stream.push(chunk));
      return waitingBytes > mostWaitingBytes ? written : undefined;
    },
    async finish() {
      await put(stream.end()).catch(() => undefined);
      await (fault === null ? writer.finish() : writer.abort()).catch(() => {
        fault = new NetworkFault('BODY_NOT_KEPT');
      });
      return { preview, fault };
    },
  };
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first ? first : Buffer.concat(chunks, length);
}

/** A copy in a buffer of its own, so that handing it to another thread does not take a shared pool along. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
