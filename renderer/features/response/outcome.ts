import type { Exchange } from '#shared/model/exchange.ts';
import { statusWords } from '../diagnosis/status-words.ts';

/** How an exchange ended, with a shape and words so that it never rests on colour alone. */
export type Outcome = { tone: 'pass' | 'warn' | 'stop' | 'calm'; mark: '✓' | '▲' | '■' | '○'; words: string };

/**
 * Judges an exchange for its facts line: 2xx passed, 3xx and a broken transfer are a warning, what was
 * cancelled is neither, everything else stopped.
 */
export function outcomeOf(exchange: Pick<Exchange, 'response' | 'failure'>): Outcome {
  const { response, failure } = exchange;
  if (failure?.code === 'CANCELLED') {
    return { tone: 'calm', mark: '○', words: response === null ? 'Cancelled' : `${statusWords(response)}, cancelled` };
  }
  if (response === null) {
    return { tone: 'stop', mark: '■', words: failure?.phase === 'login' ? 'Login failed' : 'No answer' };
  }
  const words = statusWords(response);
  if (response.status >= 400) return { tone: 'stop', mark: '■', words };
  if (failure !== null || !response.isComplete) return { tone: 'warn', mark: '▲', words: `${words}, broken off` };
  if (response.status >= 200 && response.status < 300) return { tone: 'pass', mark: '✓', words };
  return { tone: 'warn', mark: '▲', words };
}
