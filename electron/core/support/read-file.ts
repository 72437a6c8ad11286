import type { Problem } from '#shared/contract/errors.ts';
import { type TrafficReading, unreadable } from '#shared/import/imported-exchange.ts';
import { otherBytes } from '#shared/import/not-traffic.ts';
import { longestTraffic, readTraffic, tooLarge } from '#shared/import/read-traffic.ts';
import { toExchanges } from '#shared/import/to-exchanges.ts';
import type { OpenedFile } from '#shared/model/support-bundle.ts';
import { decodeText } from '#shared/text/decode-text.ts';
import { secrecy } from '../redact/secrecy.ts';
import { isZip, readBundleZip } from './bundle-zip.ts';

export type FileReading = { ok: true; file: OpenedFile } | { ok: false; problems: Problem[] };

type Options = {
  /** Epoch ms. */
  now: number;
  idPrefix?: string;
  onFault?(error: unknown): void;
};

/** Reads the bytes of a file somebody sent, whatever its name. Nothing that comes out holds a secret of it. */
export function readFileBytes(bytes: Uint8Array, options: Options): FileReading {
  if (bytes.length > longestTraffic) return judged(tooLarge(), options);
  return judged(isZip(bytes) ? readZip(bytes) : (otherBytes(bytes) ?? readTraffic(decodeText(bytes))), options);
}

/** The same for pasted text. */
export function readFileText(text: string, options: Options): FileReading {
  return judged(readTraffic(text), options);
}

function readZip(bytes: Uint8Array): TrafficReading {
  const opened = readBundleZip(bytes);
  if (!opened.ok) return unreadable(opened.sentence, opened.mend);
  return readTraffic(opened.har);
}

function judged(reading: TrafficReading, options: Options): FileReading {
  if (!reading.ok) return reading;
  const { format, words, notes, exchanges } = reading;
  return { ok: true, file: { format, words, notes, exchanges: toExchanges(exchanges, { ...options, secrecy }) } };
}
