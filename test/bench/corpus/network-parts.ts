import type { Entry, World } from './case.ts';
import { restUrl, sapToken } from './sap-parts.ts';
import { bearer, entry } from './wire.ts';

/** A call that a tool recorded without an answer, in the tool's words. */
export function failed(failure: string, url: (w: World) => string = definitions): (w: World) => Entry[] {
  return (w) => [entry(-120, 'GET', url(w), null, { headers: [bearer(sapToken(w))], failure, tookMs: 41 })];
}

export const definitions = (w: World) => `${restUrl(w)}/v1/workflow-definitions`;
export const tasksUrl = (w: World) => `http://${w.processHost}/active-bpel/services/AeB4PTaskClient-taskOperations`;
export const remoteUrl = (w: World) => `https://${w.magnusHost}/remote`;

/** What was typed, and what curl printed. Lines of the handshake are those of curl 7.88 and 8.5 with OpenSSL 3. */
export function curl(url: string, lines: readonly string[], options = ''): string {
  return `$ curl -v ${options}'${url}'\n${lines.join('\n')}\n`;
}

const hostOf = (url: string) => new URL(url).hostname;
const portOf = (url: string) => new URL(url).port || (url.startsWith('https') ? '443' : '80');

export function trying(url: string, address = '3.124.208.223'): string[] {
  return [
    `* Host ${hostOf(url)}:${portOf(url)} was resolved.`,
    '* IPv6: (none)',
    `* IPv4: ${address}`,
    `*   Trying ${address}:${portOf(url)}...`,
  ];
}

export function connected(url: string, address = '3.124.208.223'): string[] {
  return [...trying(url, address), `* Connected to ${hostOf(url)} (${address}) port ${portOf(url)}`];
}

export const hello = [
  '* ALPN: curl offers h2,http/1.1',
  '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
  '*  CAfile: /etc/ssl/certs/ca-certificates.crt',
  '*  CApath: /etc/ssl/certs',
  '* TLSv1.3 (IN), TLS handshake, Server hello (2):',
];

export const verifying = [
  ...hello,
  '* TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):',
  '* TLSv1.3 (IN), TLS handshake, Certificate (11):',
];

export function secured(host: string): string[] {
  return [
    ...verifying,
    '* TLSv1.3 (IN), TLS handshake, CERT verify (15):',
    '* TLSv1.3 (IN), TLS handshake, Finished (20):',
    '* TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):',
    '* TLSv1.3 (OUT), TLS handshake, Finished (20):',
    '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS',
    '* ALPN: server accepted http/1.1',
    '* Server certificate:',
    `*  subject: C=DE; L=Walldorf; O=SAP SE; CN=${host}`,
    '*  start date: May  5 00:00:00 2026 GMT',
    '*  expire date: Jun  5 23:59:59 2027 GMT',
    '*  issuer: C=US; O=DigiCert Inc; CN=DigiCert TLS RSA4096 Root G5',
    '*  SSL certificate verify ok.',
    '* using HTTP/1.x',
  ];
}

export function asked(url: string, method = 'GET', more: readonly string[] = []): string[] {
  const { host, pathname, search } = new URL(url);
  return [
    `> ${method} ${pathname}${search} HTTP/1.1`,
    `> Host: ${host}`,
    '> User-Agent: curl/8.5.0',
    '> Accept: */*',
    ...more.map((line) => `> ${line}`),
    '> ',
  ];
}

export const certificateHint = [
  'More details here: https://curl.se/docs/sslcerts.html',
  '',
  'curl failed to verify the legitimacy of the server and therefore could not',
  'establish a secure connection to it. To learn more about this situation and',
  'how to fix it, please visit the web page mentioned above.',
];
