import type { Secrecy } from '#shared/import/file-secrets.ts';
import { createRedactor } from './redactor.ts';
import { secretTag } from './secret-tag.ts';

/** The names and the search that live exchanges are redacted by, for what is read from files. */
export const secrecy: Secrecy = {
  tagOf: secretTag,
  redactorFor: (secrets) => createRedactor(secrets).text,
};
