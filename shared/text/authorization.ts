const knownScheme = /^(?:basic|bearer|digest|negotiate|ntlm|token|apikey|dpop)$/i;

/** `Bearer abc` → `Bearer`, `abc`. A first word that is no scheme belongs to the credential. */
export function splitAuthorization(value: string): { scheme: string; credential: string; hasColon: boolean } {
  const [, word = '', colon = '', rest = ''] = /^\s*([A-Za-z][\w-]*)(:?)(?:\s+([\s\S]*))?$/.exec(value) ?? [];
  const isAlone = rest === '' && !/\s/.test(value.trim());
  if (word === '' || (!knownScheme.test(word) && (isAlone || word.length > 20 || word.startsWith('eyJ')))) {
    return { scheme: '', credential: value.trim(), hasColon: false };
  }
  return { scheme: word.toLowerCase(), credential: rest.trim(), hasColon: colon === ':' };
}

/** UTF-8, else Latin-1 as older clients write it; null for what is no Base64. */
export function decodeBase64(text: string): string | null {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return binary;
    }
  } catch {
    return null;
  }
}
