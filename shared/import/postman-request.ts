import type { HeaderLine } from '../model/exchange.ts';
import { findHeader } from '../text/headers.ts';
import { basicValue } from './basic-value.ts';
import { withheldDoubts } from './har-withheld.ts';
import { type ImportedExchange, importedCall } from './imported-exchange.ts';
import { headerLines, listMember, memberOf, objectOf, textMember } from './json.ts';

/** A request as Postman and Newman write it (collection format 2.1); null without an address. */
export function readPostmanRequest(request: unknown, name: string | null, auth: unknown): ImportedExchange | null {
  const bare = typeof request === 'string' ? { url: request } : request;
  const url = urlOf(memberOf(bare, 'url'));
  if (url === null) return null;
  const headers = headerLines(listMember(bare, 'header'));
  const proof = proofOf(memberOf(bare, 'auth') ?? auth);
  const hasOwn = findHeader(headers, 'authorization') !== null;
  const added = proof.line !== null && findHeader(headers, proof.line.name) === null ? [proof.line] : [];
  const isOpen = !hasOwn && added.length === 0 && proof.isHidden;
  const body = bodyOf(memberOf(bare, 'body'));
  return importedCall((textMember(bare, 'method') ?? 'GET').toUpperCase(), url, {
    name,
    headers: [...headers, ...added],
    body: body.text,
    notes: [
      ...body.notes,
      ...(isOpen ? ['the login that Postman adds while sending is not in the file'] : []),
      ...(/\{\{[^{}]*\}\}/.test(url) ? ['variables of the address are not filled in'] : []),
    ].map((text) => ({ text, source: 'Postman' })),
    doubts: isOpen ? [...withheldDoubts] : [],
  });
}

/** Text, or the pieces Postman takes an address apart into. Fragments are never sent. */
function urlOf(url: unknown): string | null {
  const raw = typeof url === 'string' ? url : textMember(url, 'raw');
  const built = typeof url === 'string' || objectOf(url) === null ? null : builtUrl(url);
  // Newman fills in the pieces and may leave `raw` as it was typed.
  const chosen = raw !== null && (built === null || !/\{\{/.test(raw)) ? raw : built;
  if (chosen === null || chosen === '') return null;
  const bare = chosen.replace(/#.*$/s, '');
  return /^[a-z][\w+.-]*:\/\//i.test(bare) || bare.startsWith('{{') ? bare : `http://${bare}`;
}

function builtUrl(url: unknown): string | null {
  const joined = (name: string, by: string) => {
    const member = memberOf(url, name);
    const parts = Array.isArray(member) ? member.map((one) => textMember(one, 'value') ?? String(one)) : [];
    return typeof member === 'string' ? member : parts.join(by);
  };
  const host = joined('host', '.');
  if (host === '') return null;
  const port = textMember(url, 'port');
  const path = joined('path', '/').replace(/^\//, '');
  const query = headerLines(listMember(url, 'query')).map(({ name, value }) => `${name}=${value}`);
  const protocol = textMember(url, 'protocol')?.replace(/:?\/*$/, '') ?? 'http';
  return `${protocol}://${host}${port ? `:${port}` : ''}/${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

function bodyOf(body: unknown): { text: string | null; notes: string[] } {
  const mode = textMember(body, 'mode');
  if (mode === 'raw') return { text: textMember(body, 'raw'), notes: [] };
  if (mode === 'urlencoded') {
    const list = memberOf(body, 'urlencoded');
    if (typeof list === 'string') return { text: list, notes: [] };
    const encode = (text: string) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
    const fields = headerLines(listMember(body, 'urlencoded'));
    return { text: fields.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join('&'), notes: [] };
  }
  if (mode === 'graphql') return { text: textMember(memberOf(body, 'graphql'), 'query'), notes: [] };
  if (mode === null) return { text: null, notes: [] };
  return { text: null, notes: ['the body that was sent is not in the file'] };
}

/** What Postman's login helper would add; hidden when the file names it and not its value. */
function proofOf(auth: unknown): { line: HeaderLine | null; isHidden: boolean } {
  const type = textMember(auth, 'type');
  if (type === null) return { line: null, isHidden: true };
  if (type === 'noauth') return { line: null, isHidden: false };
  const fields = new Map(headerLines(listMember(auth, type)).map(({ name, value }) => [name, value]));
  const isFilled = (value: string | undefined) => value !== undefined && value !== '' && !/\{\{/.test(value);
  const token = type === 'bearer' ? fields.get('token') : type === 'oauth2' ? fields.get('accessToken') : undefined;
  if (isFilled(token)) return { line: { name: 'Authorization', value: `Bearer ${token}` }, isHidden: false };
  if (type === 'basic' && isFilled(fields.get('username')) && isFilled(fields.get('password'))) {
    const value = basicValue(`${fields.get('username')}:${fields.get('password')}`);
    return { line: { name: 'Authorization', value }, isHidden: false };
  }
  const isHeader = type === 'apikey' && fields.get('in') !== 'query' && isFilled(fields.get('value'));
  if (isHeader)
    return { line: { name: fields.get('key') ?? 'api-key', value: fields.get('value') ?? '' }, isHidden: false };
  return { line: null, isHidden: true };
}
