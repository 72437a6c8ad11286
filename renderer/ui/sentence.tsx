import { spansOfSentence } from './sentence-spans.ts';

/** A sentence with its backquoted words set in mono. */
export function Sentence({ text }: { text: string }) {
  let at = 0;
  return spansOfSentence(text).map((span) => {
    const key = `${at}`;
    at += span.text.length;
    return span.kind === 'code' ? <code key={key}>{span.text}</code> : <span key={key}>{span.text}</span>;
  });
}
