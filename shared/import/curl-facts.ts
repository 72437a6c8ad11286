import type { Peer } from '../model/exchange.ts';

/** What curl remarks about a connection. */
export type CurlFacts = {
  lines: string[];
  address: string | null;
  port: number | null;
  isConnected: boolean;
  isTls: boolean;
  tlsProtocol: string | null;
  subject: string | null;
  issuer: string | null;
  validTo: number | null;
  isReused: boolean;
  isCertificateAsked: boolean;
  proxy: string | null;
  hasTunnel: boolean;
  proxyStatus: number | null;
};

export function newFacts(): CurlFacts {
  return {
    lines: [],
    address: null,
    port: null,
    isConnected: false,
    isTls: false,
    tlsProtocol: null,
    subject: null,
    issuer: null,
    validTo: null,
    isReused: false,
    isCertificateAsked: false,
    proxy: null,
    hasTunnel: false,
    proxyStatus: null,
  };
}

const mostLines = 400;

/** Learns from one remark (without its `* `). */
export function learn(facts: CurlFacts, line: string): void {
  if (facts.lines.length < mostLines) facts.lines.push(line);
  const connected = /^\s*Connected to (\S+) \(([^)]+)\) port (\d+)/.exec(line);
  const trying = /^\s*Trying \[?([\da-f.:]+?)\]?(?::(\d+))?\.\.\./i.exec(line);
  if (trying && !facts.isConnected) facts.address = trying[1] ?? null;
  if (connected) {
    Object.assign(facts, { isConnected: true, address: connected[2], port: Number(connected[3]) });
    if (facts.hasTunnel || facts.proxy !== null) facts.proxy = `${connected[1]}:${connected[3]}`;
  }
  // `https_proxy == 'http://user:password@proxy:8080'`: only host and port are taken.
  const proxy = /^Uses proxy env variable \S+ == '(?:\w+:\/\/)?(?:[^@']*@)?([\w.-]+(?::\d+)?)/.exec(line)?.[1];
  if (proxy !== undefined) facts.proxy = proxy;
  if (/proxy tunnel to|CONNECT tunnel|Proxy replied/i.test(line)) {
    facts.hasTunnel = true;
    facts.proxy ??= facts.port === null ? 'proxy' : `${facts.address}:${facts.port}`;
  }
  if (/re-?using existing/i.test(line)) Object.assign(facts, { isReused: true, isConnected: true });
  learnTls(facts, line);
}

function learnTls(facts: CurlFacts, line: string): void {
  const protocol = /^(?:SSL|TLS) connection using (TLSv[\d.]+|TLS ?[\d.]+)/i.exec(line)?.[1];
  if (protocol !== undefined) facts.tlsProtocol = protocol.replace(/^TLS ?(?=\d)/, 'TLSv');
  if (/^ALPN|TLS handshake|SSL connection|schannel|SSL certificate|Server certificate/i.test(line)) facts.isTls = true;
  if (/Request CERT/i.test(line)) facts.isCertificateAsked = true;
  const [, name = '', value = ''] = /^\s*(subject|issuer|expire date):\s*(.*)$/.exec(line) ?? [];
  if (name === 'subject') facts.subject = value;
  if (name === 'issuer') facts.issuer = value.replaceAll('; ', ', ');
  if (name === 'expire date') facts.validTo = Date.parse(value);
}

/** Whom the call spoke to; null when the output does not say. */
export function peerOfFacts(facts: CurlFacts): Peer | null {
  const { address, port, subject, issuer, validTo, proxy } = facts;
  if (address === null || !facts.isConnected || !/^[\da-f.:]+$/i.test(address)) return null;
  const hasCertificate = subject !== null && issuer !== null && validTo !== null && !Number.isNaN(validTo);
  return {
    address,
    port: port ?? (facts.isTls ? 443 : 80),
    ...(proxy === null ? {} : { proxy }),
    tlsProtocol: facts.tlsProtocol,
    certificate: hasCertificate ? { subject, issuer, validTo } : null,
  };
}
