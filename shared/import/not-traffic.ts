import { splitJwt } from '../text/jwt.ts';
import { type TrafficReading, unreadable } from './imported-exchange.ts';
import { type JsonObject, memberOf, objectOf, textMember } from './json.ts';

const whatIsRead = 'Open a HAR, a curl command with the output of -v, a Postman run, or a support bundle.';

/** What JSON is that holds no calls. */
export function otherJson(value: JsonObject): TrafficReading {
  const uaa = objectOf(memberOf(value, 'uaa')) ?? objectOf(memberOf(value, 'credentials')) ?? value;
  if (textMember(value, 'type') === 'service_account') {
    return unreadable(
      'This is the key file of a Google service account, and holds no calls.',
      'Add it as a connection instead.',
    );
  }
  if (textMember(uaa, 'clientid') !== null || textMember(memberOf(uaa, 'uaa'), 'clientid') !== null) {
    return unreadable('This is a service key, and holds no calls.', 'Add it as a connection instead.');
  }
  if (Array.isArray(memberOf(value, 'authorities'))) {
    return unreadable(
      'This is a file of authorities, and holds no calls.',
      'Open it in the authorities workbench instead.',
    );
  }
  if (textMember(value, '_postman_variable_scope') !== null) {
    return unreadable('This is a Postman environment, and holds no calls.', whatIsRead);
  }
  if (textMember(value, 'openapi') !== null || textMember(value, 'swagger') !== null) {
    return unreadable('This is an API description (OpenAPI), and holds no calls.', whatIsRead);
  }
  if (textMember(value, 'format') === 'gatewright-connections') {
    return unreadable('These are exported connections, and hold no calls.', 'Import them under Connections instead.');
  }
  if (textMember(value, 'access_token') !== null) {
    return unreadable('This is the answer of a token endpoint, and not the call for it.', whatIsRead);
  }
  return unreadable('This is JSON, and holds no calls that can be read.', whatIsRead);
}

/** What a text is that holds no calls. */
export function otherText(text: string): TrafficReading {
  const start = text.trimStart().slice(0, 400);
  if (start === '') return unreadable('There is nothing in it.', whatIsRead);
  if (splitJwt(text.trim()) !== null && start.startsWith('eyJ')) {
    return unreadable('This is a token (JWT), and holds no calls.', 'Paste it under Token to see what it says.');
  }
  if (/^-----BEGIN/.test(start))
    return unreadable('This is a key or a certificate in PEM form, and holds no calls.', whatIsRead);
  if (/^(?:<!doctype html|<html)/i.test(start)) {
    return unreadable(
      'This is a web page (HTML), and holds no calls.',
      'Save the calls of the network tab as a HAR instead of the page.',
    );
  }
  if (/^<\?xml|^<[\w:]+[\s>]/.test(start))
    return unreadable('This is XML, and holds no calls that can be read.', whatIsRead);
  if (/^(?:curl|wget|http(?:ie)?)\b/.test(start)) return unreadable('This command names no address.', whatIsRead);
  return unreadable('This is text, and holds no calls that can be read.', whatIsRead);
}

type Magic = [bytes: readonly number[], sentence: string];

const magics: readonly Magic[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'This is an image (PNG). Calls cannot be read off a picture.'],
  [[0xff, 0xd8, 0xff], 'This is an image (JPEG). Calls cannot be read off a picture.'],
  [[0x47, 0x49, 0x46, 0x38], 'This is an image (GIF). Calls cannot be read off a picture.'],
  [[0x52, 0x49, 0x46, 0x46], 'This is an image or a sound file. Calls cannot be read off it.'],
  [[0x25, 0x50, 0x44, 0x46], 'This is a PDF. Calls cannot be read off it.'],
  [[0xd4, 0xc3, 0xb2, 0xa1], 'This is a capture of network packets (PCAP). What TLS encrypts cannot be read from it.'],
  [[0xa1, 0xb2, 0xc3, 0xd4], 'This is a capture of network packets (PCAP). What TLS encrypts cannot be read from it.'],
  [
    [0x0a, 0x0d, 0x0d, 0x0a],
    'This is a capture of network packets (PCAPNG). What TLS encrypts cannot be read from it.',
  ],
  [[0x1f, 0x8b], 'This is compressed with gzip.'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'This is a 7-Zip archive.'],
  [[0x52, 0x61, 0x72, 0x21], 'This is a RAR archive.'],
  [[0x7f, 0x45, 0x4c, 0x46], 'This is a program.'],
  [[0x4d, 0x5a], 'This is a program.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'This is an Office document of the old kind.'],
  [[0x30, 0x82], 'This is a certificate or a key store, and holds no calls.'],
];

/** What bytes are that are no text; null for what may be text. */
export function otherBytes(bytes: Uint8Array): TrafficReading | null {
  const known = magics.find(([magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (known !== undefined) return unreadable(known[1], whatIsRead);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isUtf16 && bytes.subarray(0, 8192).includes(0)
    ? unreadable('This is neither text nor an archive that is known here.', whatIsRead)
    : null;
}
