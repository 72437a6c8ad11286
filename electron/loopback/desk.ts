import type { Clock, Desk } from '#core/ports.ts';
import { createSecretText } from './secret-text.ts';

export type Download = { fileName: string; bytes: Uint8Array };

/** A desk that hands files out as downloads: a browser tab has no save dialog of ours. */
export type DownloadDesk = Desk & {
  /** The file behind a ticket, once, and only for a while after it was put there. */
  take(ticket: string): Download | null;
};

const downloadMs = 10 * 60_000;
const maxWaiting = 16;

/** Files wait in memory and nowhere else: one of them may well be a service key. */
export function createDownloadDesk(clock: Clock): DownloadDesk {
  const waiting = new Map<string, Download & { expiresAt: number }>();
  const sweep = () => {
    for (const [ticket, { expiresAt }] of waiting) if (clock.now() >= expiresAt) waiting.delete(ticket);
    for (const ticket of [...waiting.keys()].slice(0, Math.max(0, waiting.size - maxWaiting))) waiting.delete(ticket);
  };
  return {
    async save(fileName, bytes) {
      const ticket = createSecretText();
      waiting.set(ticket, { fileName, bytes, expiresAt: clock.now() + downloadMs });
      sweep();
      return { saved: null, downloadPath: `download/${ticket}` };
    },
    take(ticket) {
      sweep();
      const download = waiting.get(ticket);
      waiting.delete(ticket);
      return download === undefined ? null : { fileName: download.fileName, bytes: download.bytes };
    },
  };
}

/** `Content-Disposition` of a download (RFC 6266): a plain name for everyone, the true one encoded (RFC 8187). */
export function dispositionOf(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
