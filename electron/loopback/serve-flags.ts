import { parseArgs } from 'node:util';

export type ServeFlags = {
  /** For the launcher; the loopback host itself has no choice. */
  host: 'desktop' | 'loopback' | null;
  /** 0 takes a free port. */
  port: number;
  dataDir: string | null;
  opensBrowser: boolean;
  hasPractice: boolean;
};

/** Reads the command line. The answer is a sentence when it cannot be followed. */
export function readServeFlags(args: readonly string[]): ServeFlags | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'no-open': { type: 'boolean' },
        'no-practice': { type: 'boolean' },
      },
    });
    const port = values.port ?? '0';
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return '--port wants a number from 0 to 65535.';
    if (values.host !== undefined && values.host !== 'desktop' && values.host !== 'loopback') {
      return '--host wants desktop or loopback.';
    }
    return {
      host: values.host ?? null,
      port: Number(port),
      dataDir: values['data-dir'] ?? null,
      opensBrowser: values['no-open'] !== true,
      hasPractice: values['no-practice'] !== true,
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'The command line cannot be read.';
  }
}
