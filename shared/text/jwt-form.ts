import { decodeJwt, type Jwt, splitJwt } from './jwt.ts';

/** What a credential looks like where a JWT may stand, and what is damaged about it; the fault is empty when nothing is. */
export type JwtForm = {
  form: 'jwt' | 'damaged-jwt' | 'placeholder' | 'empty' | 'opaque';
  fault: string;
  /** Null unless it decodes. */
  jwt: Jwt | null;
};

/** Judges a credential by its looks. The words never repeat a part of it. */
export function jwtForm(value: string): JwtForm {
  const text = value.trim();
  if (text === '') return { form: 'empty', fault: '', jwt: null };
  if (isPlaceholder(text)) return { form: 'placeholder', fault: '', jwt: null };
  const jwt = decodeJwt(text);
  if (jwt !== null) return { form: 'jwt', fault: signatureFault(text, jwt), jwt };
  const fault = looksLikeJwt(text) ? damageOf(text) : '';
  return { form: fault === '' ? 'opaque' : 'damaged-jwt', fault, jwt: null };
}

/** Something that a tool or a person should have replaced: `{{token}}`, `${TOKEN}`, `<token>`, `undefined`. */
function isPlaceholder(text: string): boolean {
  if (text.length > 200) return false;
  return (
    /^["']?(?:\{\{?[^{}]*\}?\}|\$\{[^{}]*\}|\$[A-Za-z_]\w*|<[^<>]*>|\[[A-Za-z _-]*\]|%\w+%)["']?$/.test(text) ||
    /^["']?(?:undefined|null|none|nil|NaN|\[object \w+\]|x{3,}|\.{3}|…)["']?$/i.test(text) ||
    /^["']?(?:your|my|the|insert|paste)?[-_ ]?(?:access|bearer|jwt|id|auth)?[-_ ]?token(?:[-_ ]?here)?["']?$/i.test(
      text,
    )
  );
}

/** Every JOSE header begins with `{"`, which is `eyJ`; with a blank or a line break after the brace it is `eyA`, `ewo` or `ew0`. */
function looksLikeJwt(text: string): boolean {
  return /^(?:["'“‘«<(\s]*|bearer:?\s+["']?)(?:eyJ|eyA|ewo|ew0)[\w-]*/i.test(text);
}

function damageOf(text: string): string {
  if (/^bearer/i.test(text)) return 'the word Bearer stands within';
  if (/^["'“‘«]|["'”’»]$/.test(text)) return 'in quotation marks';
  if (/[\r\n]/.test(text)) return 'a line break within';
  if (/\s/.test(text)) return 'a blank within';
  if (/…|\.\.\./.test(text)) return 'dots stand for what was left out';
  if (/%[0-9a-f]{2}/i.test(text)) return 'percent-encoded';
  const parts = text.split('.');
  if (parts.length === 1) return 'one part of three';
  if (parts.length === 2) return 'two parts of three';
  // Five parts are an encrypted token (RFC 7516), which is whole and cannot be read.
  if (parts.length === 5) return '';
  if (parts.length > 3) return `${parts.length} parts instead of three`;
  if (/[^\w.-]/.test(text)) return 'characters that Base64url does not have';
  const [header = '', claims = ''] = parts;
  if (header === '' || claims === '') return 'an empty part';
  return decodeJwt(`${header}.${header}.`) === null ? 'its header does not decode' : 'its claims do not decode';
}

/** Characters of a signature by algorithm; RSA's depends on the key. */
const signatureLengths: ReadonlyMap<string, number> = new Map([
  ['HS256', 43],
  ['HS384', 64],
  ['HS512', 86],
  ['ES256', 86],
  ['ES384', 128],
  ['ES512', 176],
  ['EdDSA', 86],
]);

function signatureFault(text: string, { header }: Jwt): string {
  const { length } = splitJwt(text)?.signature ?? '';
  const { alg } = header;
  if (typeof alg !== 'string' || alg === 'none') return '';
  if (length === 0) return 'its signature is missing';
  const isShort = /^[RP]S\d{3}$/.test(alg) ? !isRsaLength(length) : length < (signatureLengths.get(alg) ?? 0);
  return isShort ? 'its signature is cut short' : '';
}

/** RSA signatures are as long as the modulus: 128 bytes and more, in steps of 64 bits in practice. */
function isRsaLength(characters: number): boolean {
  const bytes = Math.floor((characters * 3) / 4);
  return bytes >= 128 && bytes % 8 === 0 && Math.ceil((bytes * 4) / 3) === characters;
}
