import { z } from 'zod';
import { VaultStatus } from '../model/vault-status.ts';
import { procedure } from './base.ts';

const Passphrase = z.object({ passphrase: z.string().min(1) });

export const vault = {
  status: procedure.output(VaultStatus),
  /** Seals what the memory-only vault holds under a passphrase, from now on on disk. */
  keep: procedure.input(Passphrase).output(VaultStatus),
  /** Opens a sealed vault. Fails with `VAULT_PASSPHRASE_WRONG`. One the operating system opens needs no passphrase: empty then. */
  unlock: procedure.input(z.object({ passphrase: z.string() })).output(VaultStatus),
  /** Shuts a sealed vault now; what was open is forgotten. */
  lock: procedure.output(VaultStatus),
  /** Fails with `VAULT_PASSPHRASE_WRONG` when the old one is not the one in use. */
  changePassphrase: procedure
    .input(z.object({ oldPassphrase: z.string().min(1), newPassphrase: z.string().min(1) }))
    .output(VaultStatus),
};
