import { isDefinedError } from '@orpc/client';
import type { FailureCode, FailureData, Problem } from '#shared/contract/errors.ts';
import { LinkClosed } from './link.ts';

/** An error as a screen may show it. `code` is null for what has no name. */
export type ErrorText = {
  code: FailureCode | null;
  sentence: string;
  /** What the user can do, in a sentence; empty when there is nothing to say. */
  mend: string;
  problems: Problem[];
  exchangeId: string | null;
};

type DefinedFailure = Error & { code: FailureCode; data: FailureData };

/** Puts any error of a contract call into words. */
export function errorText(error: unknown): ErrorText {
  if (error instanceof LinkClosed) return nameless('The core went away.', 'Reload to get back to it.');
  if (!isFailure(error)) return nameless('Something went wrong inside Gatewright.', 'Try again; the log says more.');
  return {
    code: error.code,
    sentence: error.message,
    mend: ofProxy(error)?.mend ?? mendOf(error.code),
    problems: error.data.problems,
    exchangeId: error.data.exchangeId,
  };
}

function nameless(sentence: string, mend: string): ErrorText {
  return { code: null, sentence, mend, problems: [], exchangeId: null };
}

/** The login of the proxy is no part of a connection, and mended elsewhere. */
function ofProxy({ data }: DefinedFailure): Problem | undefined {
  return data.problems.find(({ field }) => field.startsWith('proxy.'));
}

function isFailure(error: unknown): error is DefinedFailure {
  return error instanceof Error && isDefinedError(error);
}

function mendOf(code: FailureCode): string {
  switch (code) {
    case 'CONNECTION_NOT_FOUND':
      return 'Pick another connection.';
    case 'ENTRY_NOT_FOUND':
      return 'It may have been removed from history.';
    case 'KEY_UNREADABLE':
      return 'Mend the file and drop it again.';
    case 'KEY_PASSWORD_NEEDED':
      return 'Give the password of the file.';
    case 'KEY_NO_LONGER_HELD':
      return 'Choose the file again.';
    case 'CREDENTIAL_INVALID':
      return 'Mend the credential of the connection.';
    case 'SECRET_MISSING':
      return 'Give the connection its secret again, on its page or by dropping its key file.';
    case 'VAULT_LOCKED':
      return 'Unlock the vault and try again.';
    case 'VAULT_PASSPHRASE_WRONG':
      return 'Try again.';
    case 'VARIABLE_UNKNOWN':
      return 'Give the connection that variable, or take it out of the draft.';
    case 'DRAFT_INVALID':
      return 'Mend the draft and send it again.';
    case 'TOKEN_REJECTED':
      return 'The exchange with the token endpoint shows why.';
    case 'STORE_FAILED':
      return 'Check that there is room on the disk and that the data folder may be written.';
    case 'PRACTICE_FAILED':
      return 'Stop whatever holds the port, or try again.';
    case 'PROBE_IMPOSSIBLE':
      return 'Bring its connection back, then probe again.';
    case 'FILE_UNREADABLE':
      return 'Choose a HAR, a curl transcript, a Postman dump or a support bundle.';
    case 'CANCELLED':
      return '';
    default:
      return assertNever(code);
  }
}

function assertNever(code: never): never {
  throw new Error(`no text for ${String(code)}`);
}
