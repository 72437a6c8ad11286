/** A piece of a sentence; `code` pieces stood between backquotes. */
export type SentenceSpan = { kind: 'text' | 'code'; text: string };

/** Splits a sentence at its backquotes. A backquote without a partner is an ordinary character. */
export function spansOfSentence(sentence: string): SentenceSpan[] {
  const parts = sentence.split(/`([^`]+)`/);
  return parts
    .map((text, index): SentenceSpan => ({ kind: index % 2 === 1 ? 'code' : 'text', text }))
    .filter((span) => span.text !== '');
}
