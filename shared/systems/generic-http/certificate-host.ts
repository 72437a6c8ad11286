import { type FailedLogin, tokenUrlOf } from './failed-login.ts';

/**
 * XSUAA has two token endpoints: `….authentication.<landscape>` (`url` of a key) takes client secrets,
 * `….authentication.cert.<landscape>` (`certurl`) takes certificates.
 *
 * @returns what is wrong and the endpoint that fits, or null when nothing is
 */
export function misplacedLogin(login: FailedLogin): { isCertificateHost: boolean; tokenUrl: string } | null {
  const url = tokenUrlOf(login);
  if (url === null) return null;
  const { credential, clientSecret } = login;
  const isSecret = clientSecret !== null || credential?.secretKind === 'client-secret';
  const isCertificate = clientSecret === null && credential?.secretKind === 'x509';
  if (isSecret && url.host.includes('.authentication.cert.')) {
    return { isCertificateHost: true, tokenUrl: withHost(url, '.authentication.cert.', '.authentication.') };
  }
  if (isCertificate && /\.authentication\.(?!cert\.)/.test(url.host)) {
    return { isCertificateHost: false, tokenUrl: withHost(url, '.authentication.', '.authentication.cert.') };
  }
  return null;
}

export function isMisplacedCertificate(login: FailedLogin): boolean {
  return misplacedLogin(login) !== null;
}

function withHost(url: URL, from: string, to: string): string {
  return `${url.protocol}//${url.host.replace(from, to)}${url.pathname}`;
}
