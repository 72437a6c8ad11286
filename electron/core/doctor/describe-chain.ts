import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { DoctorStep } from '#shared/model/doctor-report.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { formatDuration } from '#shared/text/duration.ts';
import type { Anchor, TrustStore } from '../exchange/trust.ts';

/** What a server showed in the TLS handshake, whether or not it was believed. */
export type Shown = {
  protocol: string;
  cipher: string;
  /** Leaf first, as shown: an authority that we know ourselves need not be among them. */
  chain: readonly X509Certificate[];
};

/**
 * To be read while the socket is open, and once: `getPeerX509Certificate` uses the chain up, and `getPeerCertificate` finds
 * nothing after it (Node 24). That one in turn would add authorities of ours, which the server did not show.
 */
export function readShown(socket: TLSSocket): Shown {
  const chain: X509Certificate[] = [];
  for (let one = socket.getPeerX509Certificate(); one && chain.length < mostCertificates; one = one.issuerCertificate) {
    if (chain.some(({ fingerprint256 }) => fingerprint256 === one?.fingerprint256)) break;
    chain.push(one);
  }
  return { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().name, chain };
}

const mostCertificates = 12;
const mostNames = 6;

export function describeChain({ chain }: Shown): DoctorStep['chain'] {
  return chain.map((certificate) => ({
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validTo: Date.parse(certificate.validTo),
    fingerprint: plainFingerprint(certificate),
    isCa: certificate.ca,
  }));
}

export type TrustFacts = { trust: TrustStore; extraCa: string | null; pinnedFingerprint: string | null; now: number };

/** Protocol and cipher, names and dates of the leaf, and who vouches for it. */
export function evidenceOfTls(shown: Shown, facts: TrustFacts): Evidence[] {
  const [leaf] = shown.chain;
  const source = 'TLS handshake';
  return [
    { text: `${shown.protocol.replace(/^TLSv/, 'TLS ')}, ${shown.cipher}`, source },
    ...(leaf
      ? [
          { text: namesOf(leaf), source: 'certificate' },
          { text: datesOf(leaf, facts.now), source: 'certificate' },
        ]
      : []),
    { text: anchorText(shown, facts), source: 'certificate chain' },
    ...pinEvidence(shown, facts),
  ];
}

/** A certificate nobody vouches for, where another one was accepted: the server's has changed, or it is another server. */
function pinEvidence({ chain }: Shown, { trust, extraCa, pinnedFingerprint }: TrustFacts): Evidence[] {
  const [leaf] = chain;
  const pin = plainPin(pinnedFingerprint);
  if (pin === null || leaf === undefined || plainFingerprint(leaf) === pin) return [];
  if (chain.some((certificate) => trust.anchorOf(certificate, extraCa) !== null)) return [];
  const begin = pin.slice(0, 8).toUpperCase().match(/../g)?.join(':');
  const text = `it is not the certificate that this connection accepts, whose fingerprint begins with \`${begin}\``;
  return [{ text, source: 'accepted certificate' }];
}

const anchorWords: Readonly<Record<Anchor, string>> = {
  extra: 'one of the extra CA certificates of this connection',
  system: 'one of the operating system’s authorities',
  bundled: 'one of the authorities that come with Gatewright',
};

function anchorText({ chain }: Shown, { trust, extraCa, pinnedFingerprint }: TrustFacts): string {
  const leaf = chain[0];
  const last = chain.at(-1);
  if (leaf === undefined || last === undefined) return 'no certificate was shown';
  if (plainFingerprint(leaf) === plainPin(pinnedFingerprint))
    return 'it is the one certificate that this connection accepts whatever its faults';
  for (const certificate of chain.toReversed()) {
    const found = trust.anchorOf(certificate, extraCa);
    if (found) return `vouched for by “${oneLine(found.authority.subject)}”, ${anchorWords[found.anchor]}`;
  }
  if (last.subject === last.issuer)
    return `the chain ends at “${oneLine(last.subject)}”, which signed itself and is not trusted`;
  const shown = chain.length === 1 ? 'it was shown alone' : `${chain.length} certificates were shown`;
  return `the chain ends in the air: ${shown}, and its issuer “${oneLine(last.issuer)}” was neither shown nor is it known here`;
}

function namesOf({ subjectAltName }: X509Certificate): string {
  const names = (subjectAltName ?? '').split(', ').map((name) => name.replace(/^(?:DNS|IP Address|URI|email):/, ''));
  if (subjectAltName === undefined) return 'made for no host name at all';
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `made for ${names.slice(0, mostNames).join(', ')}${more}`;
}

function datesOf({ validFrom, validTo }: X509Certificate, now: number): string {
  const from = Date.parse(validFrom);
  const to = Date.parse(validTo);
  if (now < from) return `valid from ${dayOf(from)} on, ${formatDuration(from - now)} from now`;
  if (now > to) return `expired on ${dayOf(to)}, ${formatDuration(now - to)} ago`;
  return `valid until ${dayOf(to)}, ${formatDuration(to - now)} left`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `CN=example.org, O=Example`: the most telling part first. */
function oneLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}

function plainPin(pinnedFingerprint: string | null): string | null {
  return pinnedFingerprint?.replaceAll(':', '').toLowerCase() ?? null;
}

function plainFingerprint({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}
