import type { Clock, LogSink } from './ports.ts';

export type Log = {
  info(sentence: string): void;
  error(sentence: string, cause: unknown): void;
};

/**
 * One line per event. The text of an unexpected error may quote anything, a secret too, so only its name, its code and
 * the places in our own code are written, never its message.
 */
export function createLog(sink: LogSink, clock: Clock): Log {
  const write = (level: string, sentence: string) =>
    sink.write(`${new Date(clock.now()).toISOString()} ${level} ${sentence}`);
  return {
    info: (sentence) => write('info', sentence),
    error: (sentence, cause) => write('error', `${sentence}: ${describe(cause)}`),
  };
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'not an Error';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  const places = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${cause.name}${code}`, ...places.map((line) => line.trim())].join(' | ');
}
