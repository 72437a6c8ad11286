/** Words that make any name a secret's, and words that do so only at its end: `token_format` holds no token. */
const secretWord = /^(?:pass|passphrase|passwd|password|pwd|secrets?|apikey|credentials?|cookies?|authorization)$/;
const secretLastWord = /^(?:assertion|auth|jwt|key|otp|pin|sig|signature|token|tokens)$/;

/** Private keys, JWTs, and values sent as a login. */
const secretValue = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|\beyJ[\w-]+\.[\w-]+\.|^(?:Basic|Bearer)\s+\S/i;

/**
 * Whether a named value should not leave the house. Judged by its name first, for most secrets look like nothing; of an
 * address only a password in it, or a secret's name behind its question mark, counts.
 */
export function looksSecret(name: string, value: string): boolean {
  if (value.trim() === '') return false;
  const url = /^https?:\/\//i.test(value.trim()) ? URL.parse(value.trim()) : null;
  if (url !== null) return url.password !== '' || [...url.searchParams.keys()].some(isSecretName);
  return isSecretName(name) || secretValue.test(value);
}

function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  return words.some((word) => secretWord.test(word)) || secretLastWord.test(words.at(-1) ?? '');
}
