import type { Programs } from '../ports.ts';
import type { Printed } from './cf-output.ts';
import { Stopped } from './stopped.ts';

export type CfAnswer = { code: number; lines: Printed };

/** A `cf` program that can be asked. */
export type Cf = {
  /** The name it was found under, as one types it. */
  name: string;
  /** Runs it and gathers what it says, up to a limit; nothing of it is kept longer than the answer. */
  ask(args: readonly string[], options: { signal: AbortSignal; onLine?: OnLine }): Promise<CfAnswer>;
};
export type OnLine = (stream: 'stdout' | 'stderr', text: string) => void;

/** Names under which packages install it, most wanted first. */
const names = ['cf', 'cf8', 'cf7'];

/** English, without colours and without a trace of its calls: what it says is read here. */
const env = { CF_COLOR: 'false', CF_TRACE: 'false', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };

const mostLines = 2_000;

/** The cf program of this machine; null when there is none. */
export function findCf(programs: Programs | null): Cf | null {
  const found = names.map((name) => ({ name, path: programs?.find(name) ?? null })).find(({ path }) => path !== null);
  if (programs === null || found === undefined || found.path === null) return null;
  const { name, path } = found;
  return {
    name,
    async ask(args, { signal, onLine }) {
      const lines: string[] = [];
      const running = programs.run(path, args, {
        signal,
        env,
        onLine(stream, text) {
          const plain = withoutColours(text);
          if (lines.length < mostLines) lines.push(plain);
          onLine?.(stream, plain);
        },
      });
      const code = await running.catch((error: unknown) => {
        if (signal.aborted) throw error;
        throw new Stopped(
          'The cf program on the PATH could not be started.',
          'Run `cf version` in a terminal to see why.',
        );
      });
      return { code, lines };
    },
  };
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour is made of
  return text.replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, '').replaceAll(/\p{Cc}/gu, ' ');
}
