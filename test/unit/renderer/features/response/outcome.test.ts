import { describe, expect, it } from 'vitest';
import type { ExchangeFailure, ExchangeResponse } from '#shared/model/exchange.ts';
import { outcomeOf } from '../../../../../renderer/features/response/outcome.ts';

function answer(status: number, statusText: string, isComplete = true): ExchangeResponse {
  return { status, statusText, headers: [], contentType: null, bodyBytes: 0, isComplete };
}

const refused: ExchangeFailure = { code: 'ECONNREFUSED', phase: 'connect', sentence: 'Nobody listens there.' };

describe('outcomeOf', () => {
  it('says a status with its reason and a shape', () => {
    expect(outcomeOf({ response: answer(201, 'Created'), failure: null })).toEqual({
      tone: 'pass',
      mark: '✓',
      words: '201 Created',
    });
    expect(outcomeOf({ response: answer(304, 'Not Modified'), failure: null })).toMatchObject({
      tone: 'warn',
      mark: '▲',
    });
    expect(outcomeOf({ response: answer(403, 'Forbidden'), failure: null })).toMatchObject({ tone: 'stop', mark: '■' });
  });

  it('does without a reason phrase', () => {
    expect(outcomeOf({ response: answer(200, ''), failure: null }).words).toBe('200 OK');
    expect(outcomeOf({ response: answer(299, ''), failure: null }).words).toBe('299');
  });

  it('warns of an answer that broke off', () => {
    expect(outcomeOf({ response: answer(200, 'OK', false), failure: null })).toEqual({
      tone: 'warn',
      mark: '▲',
      words: '200 OK, broken off',
    });
  });

  it('is calm about a send that was cancelled, while logging in too', () => {
    const cancelled: ExchangeFailure = { code: 'CANCELLED', phase: 'login', sentence: 'Cancelled while logging in.' };
    expect(outcomeOf({ response: null, failure: cancelled })).toEqual({ tone: 'calm', mark: '○', words: 'Cancelled' });
    expect(outcomeOf({ response: answer(200, 'OK', false), failure: cancelled }).words).toBe('200 OK, cancelled');
  });

  it('tells a failed login from a missing answer', () => {
    expect(outcomeOf({ response: null, failure: refused }).words).toBe('No answer');
    expect(outcomeOf({ response: null, failure: { ...refused, phase: 'login' } }).words).toBe('Login failed');
  });
});
