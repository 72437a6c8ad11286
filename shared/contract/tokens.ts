import { z } from 'zod';
import { Draft } from '../model/draft.ts';
import { CallPreview, LoginPreview } from '../model/preview.ts';
import { TokenState } from '../model/token.ts';
import { Verification, VerificationKey } from '../model/verification.ts';
import { ByConnection, Nothing, procedure } from './base.ts';

export const tokens = {
  /** Fetches a new token whatever the cache holds. Fails with `TOKEN_REJECTED` and the exchange that shows why. */
  renew: procedure.input(ByConnection).output(TokenState),
  /** Forgets the session cookies of a connection, so that its next call logs in anew. */
  dropSession: procedure.input(ByConnection).output(Nothing),
  /** What authorising would send and sign now. Nothing is sent. */
  preview: procedure.input(ByConnection).output(LoginPreview),
  /** A draft as it would go out now, with the token at hand or a pseudonym for the one to be fetched. Nothing is sent. */
  previewCall: procedure.input(z.object({ draft: Draft })).output(CallPreview),
  /**
   * Checks a signature: of the connection's token or assertion, or of a JWT the user pasted. `flip` changes one character of
   * the header or claims first, by its place in that part, to show that the signature then fails.
   */
  verify: procedure
    .input(
      z.object({
        subject: z.discriminatedUnion('kind', [
          ByConnection.extend({ kind: z.literal('connection') }),
          z.object({ kind: z.literal('pasted'), jwt: z.string() }),
        ]),
        against: VerificationKey,
        flip: z.object({ part: z.enum(['header', 'claims']), at: z.number().int().min(0) }).nullable(),
      }),
    )
    .output(Verification),
};
