import type { HeaderLine } from '../model/exchange.ts';
import { findHeader } from '../text/headers.ts';
import { basicValue } from './basic-value.ts';
import { variableBodyDoubts, withheldDoubts } from './har-withheld.ts';
import { type ImportedExchange, importedCall } from './imported-exchange.ts';
import type { ShellWord } from './shell-words.ts';

/** What the options of a command line ask for. */
type Asked = {
  urls: string[];
  method: string | null;
  headers: HeaderLine[];
  data: string[];
  isQuery: boolean;
  isHead: boolean;
  isForm: boolean;
  isJson: boolean;
  isUpload: boolean;
  hasHiddenAuthorization: boolean;
  hasBodyVariable: boolean;
  notes: string[];
};

/** Options that take a value and say nothing about the call that matters here. */
const valued = new Set(
  'o output m max-time connect-timeout E key cacert capath cert-type key-type pass resolve retry retry-delay retry-max-time w write-out interface ciphers tls13-ciphers r range c cookie-jar K config trace trace-ascii noproxy proxy-header proxy-cacert proxy-cert proxy-user U aws-sigv4 limit-rate D dump-header max-redirs stderr unix-socket connect-to dns-servers keepalive-time pinnedpubkey proto tls-max Y speed-limit y speed-time z time-cond C continue-at P ftp-port t telnet-option Q quote socks5 socks5-hostname preproxy max-filesize engine curves trace-config local-port proto-default request-target'.split(
    ' ',
  ),
);

type Apply = (asked: Asked, value: string, word: ShellWord) => void;

const appliers: Readonly<Record<string, Apply>> = {
  request: (asked, value) => {
    asked.method = value.toUpperCase();
  },
  header: addHeader,
  data: addData,
  'data-ascii': addData,
  'data-binary': addData,
  'data-raw': (asked, value) => void asked.data.push(value),
  'data-urlencode': (asked, value) => void asked.data.push(urlEncoded(value, asked)),
  json: (asked, value, word) => {
    asked.isJson = true;
    addData(asked, value, word);
  },
  form: addForm,
  'form-string': addForm,
  user: (asked, value, word) => {
    if (word.hasVariable) asked.hasHiddenAuthorization = true;
    else asked.headers.push({ name: 'Authorization', value: basicValue(value) });
  },
  'oauth2-bearer': (asked, value, word) => {
    if (word.hasVariable) asked.hasHiddenAuthorization = true;
    else asked.headers.push({ name: 'Authorization', value: `Bearer ${value}` });
  },
  cookie: (asked, value) => {
    if (value.includes('=')) asked.headers.push({ name: 'Cookie', value });
    else asked.notes.push('cookies were taken from a file that did not come along');
  },
  'user-agent': (asked, value) => void asked.headers.push({ name: 'User-Agent', value }),
  referer: (asked, value) => void asked.headers.push({ name: 'Referer', value }),
  'upload-file': (asked) => {
    asked.isUpload = true;
    asked.notes.push('the body is in a file that did not come along');
  },
  url: (asked, value) => void asked.urls.push(value),
  'url-query': (asked, value) => void asked.data.push(value),
  proxy: (asked) => void asked.notes.push('a proxy is named on the command line'),
  cert: (asked) => void asked.notes.push('a client certificate is given'),
};

const flags: Readonly<Record<string, (asked: Asked) => void>> = {
  get: (asked) => {
    asked.isQuery = true;
  },
  head: (asked) => {
    asked.isHead = true;
  },
  insecure: (asked) => void asked.notes.push('the server’s certificate was not checked (`-k`)'),
};

const shortNames: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  u: 'user',
  b: 'cookie',
  A: 'user-agent',
  e: 'referer',
  T: 'upload-file',
  x: 'proxy',
  E: 'cert',
  G: 'get',
  I: 'head',
  k: 'insecure',
};

/** Reads the words behind `curl`. Null for a command without an address (`curl --version`). */
export function readCurlCommand(words: readonly ShellWord[]): ImportedExchange[] {
  const asked: Asked = {
    urls: [],
    method: null,
    headers: [],
    data: [],
    isQuery: false,
    isHead: false,
    isForm: false,
    isJson: false,
    isUpload: false,
    hasHiddenAuthorization: false,
    hasBodyVariable: false,
    notes: [],
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as ShellWord;
    if (word.text === '--next' || word.text === '-:') break;
    at += takeWord(asked, word, words[at + 1]);
  }
  return asked.urls.map((url) => callOf(asked, url));
}

/** How many words more than this one were taken. */
function takeWord(asked: Asked, word: ShellWord, next: ShellWord | undefined): number {
  const { text } = word;
  if (text.startsWith('--')) {
    const [name = '', inline] = splitAt(text.slice(2), '=');
    return apply(asked, name, inline === undefined ? next : { ...word, text: inline }, inline !== undefined);
  }
  if (!text.startsWith('-') || text === '-') {
    asked.urls.push(text);
    return 0;
  }
  for (let at = 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const name = shortNames[letter] ?? letter;
    if (!Object.hasOwn(appliers, name) && !valued.has(name)) {
      if (Object.hasOwn(flags, name)) flags[name]?.(asked);
      continue;
    }
    const rest = text.slice(at + 1);
    return apply(asked, name, rest === '' ? next : { ...word, text: rest }, rest !== '');
  }
  return 0;
}

function apply(asked: Asked, name: string, value: ShellWord | undefined, isInline: boolean): number {
  if (Object.hasOwn(flags, name)) {
    flags[name]?.(asked);
    return 0;
  }
  const isKnown = Object.hasOwn(appliers, name);
  if (!isKnown && !valued.has(name)) return 0;
  if (value !== undefined && isKnown) appliers[name]?.(asked, value.text, value);
  return isInline ? 0 : 1;
}

function addHeader(asked: Asked, value: string, word: ShellWord): void {
  const [name = '', content] = splitAt(value, ':');
  if (content === undefined) return;
  const isCredential = /^(?:authorization|cookie)$/i.test(name.trim());
  if (word.hasVariable && isCredential) asked.hasHiddenAuthorization = true;
  else asked.headers.push({ name: name.trim(), value: content.trim() });
}

function addData(asked: Asked, value: string, word: ShellWord): void {
  if (value.startsWith('@')) asked.notes.push('the body is in a file that did not come along');
  else asked.data.push(value);
  if (!word.hasVariable) return;
  asked.hasBodyVariable = true;
  asked.notes.push('the shell puts a variable into the body, which cannot be seen');
}

function addForm(asked: Asked, value: string): void {
  asked.isForm = true;
  const [name = '', content = ''] = splitAt(value, '=');
  asked.data.push(`--form\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}`);
}

/** `name=content`, `=content`, `content`: curl encodes the content alone. */
function urlEncoded(value: string, asked: Asked): string {
  if (value.startsWith('@') || /^[^=]*@/.test(value.split('=')[0] ?? '')) {
    asked.notes.push('a field of the body is in a file that did not come along');
    return '';
  }
  const [name = '', content] = splitAt(value, '=');
  const encode = (text: string) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
  return content === undefined ? encode(name) : `${name === '' ? '' : `${name}=`}${encode(content)}`;
}

function callOf(asked: Asked, address: string): ImportedExchange {
  const { headers, data, isQuery, isForm, isJson } = asked;
  const login = loginOf(address);
  const url = /^[a-z][\w+.-]*:\/\//i.test(login.url) ? login.url : `http://${login.url}`;
  const text = data.join(isForm ? '\r\n' : isJson ? '' : '&');
  const hasBody = data.length > 0 && !isQuery;
  const added = defaultHeaders(asked, login.header, hasBody).filter(({ name }) => findHeader(headers, name) === null);
  const hidden = 'the Authorization of this call is a variable of the shell, which cannot be seen';
  const notes = [...asked.notes, ...(asked.hasHiddenAuthorization ? [hidden] : [])];
  return importedCall(methodOf(asked, hasBody), isQuery ? withQuery(url, text) : url, {
    headers: [...headers, ...added],
    body: hasBody ? text : null,
    notes: notes.map((note) => ({ text: note, source: 'curl command' })),
    doubts: [
      ...(asked.hasHiddenAuthorization ? withheldDoubts : []),
      ...(asked.hasBodyVariable && hasBody ? variableBodyDoubts : []),
    ],
  });
}

function methodOf({ method, isHead, isUpload }: Asked, hasBody: boolean): string {
  if (method !== null) return method;
  if (isHead) return 'HEAD';
  if (isUpload) return 'PUT';
  return hasBody ? 'POST' : 'GET';
}

function withQuery(url: string, query: string): string {
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** What curl adds of its own accord. */
function defaultHeaders(asked: Asked, login: HeaderLine | null, hasBody: boolean): HeaderLine[] {
  return [
    ...(login === null ? [] : [login]),
    ...(hasBody ? [{ name: 'Content-Type', value: contentTypeOf(asked) }] : []),
    ...(asked.isJson ? [{ name: 'Accept', value: 'application/json' }] : []),
  ];
}

function contentTypeOf({ isForm, isJson }: Asked): string {
  if (isJson) return 'application/json';
  return isForm ? 'multipart/form-data; boundary=form' : 'application/x-www-form-urlencoded';
}

/** curl sends user and password of an address as Basic. */
function loginOf(address: string): { url: string; header: HeaderLine | null } {
  const url = address.replace(/#.*$/s, '');
  const match = /^([a-z][\w+.-]*:\/\/)?([^/?#@]*)@/i.exec(url);
  if (match === null) return { url, header: null };
  const [whole, scheme = '', login = ''] = match;
  const value = basicValue(decoded(login));
  return { url: scheme + url.slice(whole.length), header: { name: 'Authorization', value } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
