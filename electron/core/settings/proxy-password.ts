import type { FixedProxy, ProxyChoice } from '../exchange/identity.ts';
import { Failure } from '../failure.ts';
import type { SecretStore } from '../store/secrets.ts';

/** The field that problems with the password of the proxy are about. */
export const proxyPasswordField = 'proxy.password';

/**
 * Where the vault keeps the password of the proxy: under its address and user, so that no other proxy, and no other user, is
 * ever told it. Null where the settings name no user of a proxy.
 */
export function proxySecretId(proxy: ProxyChoice): string | null {
  if (proxy.mode !== 'fixed' || !proxy.username) return null;
  const { origin } = new URL(proxy.url);
  return `proxy ${proxy.username}@${origin}`;
}

/** @throws Failure VAULT_LOCKED, SECRET_MISSING, in words that name the proxy */
export async function readProxyPassword(secrets: Pick<SecretStore, 'read'>, proxy: FixedProxy): Promise<string> {
  const secret = await secrets.read(proxySecretId(proxy) ?? '').catch((error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'VAULT_LOCKED') throw error;
    const sentence = 'The password of the proxy is in the vault, and the vault is locked. Nothing was sent.';
    throw failure('VAULT_LOCKED', sentence, 'Unlock the vault, then send again.');
  });
  if (secret?.kind === 'password') return secret.value;
  const sentence = 'The password of the proxy has to be given again. Nothing was sent.';
  throw failure('SECRET_MISSING', sentence, 'Give it in the settings, under Proxy.');
}

function failure(code: 'VAULT_LOCKED' | 'SECRET_MISSING', sentence: string, mend: string): Failure {
  return new Failure(code, sentence, {
    problems: [{ field: proxyPasswordField, line: null, column: null, sentence, mend }],
  });
}
