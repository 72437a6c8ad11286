import type { Connection } from '#shared/model/connection.ts';
import type { HeaderLine } from '#shared/model/exchange.ts';
import type { CallPreview } from '#shared/model/preview.ts';
import { type CurlCall, curlLine } from '#shared/text/curl.ts';
import { describeRequest } from '../exchange/describe-exchange.ts';
import type { ProxyChoice } from '../exchange/identity.ts';
import type { PreparedRequest } from '../exchange/prepare-request.ts';
import { routeTo } from '../exchange/proxy.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { StandIns } from './stand-ins.ts';

export type Shown = {
  request: PreparedRequest;
  redactor: Redactor;
  standIns: StandIns;
  connection: Connection | null;
  proxy: ProxyChoice;
  /** A client certificate goes along. */
  hasCertificate: boolean;
};

/** A prepared call as it may be shown: in the bytes of the wire, its secrets by name. */
export async function showCall(shown: Shown): Promise<CallPreview> {
  const { request, redactor, standIns } = shown;
  const wire = describeRequest(request, wireHeaders(request, standIns), redactor);
  const named = (lines: readonly HeaderLine[]) =>
    lines.map(({ name, value }) => ({ name, value: standIns.name(value) }));
  const call = {
    method: wire.method,
    url: standIns.name(wire.url),
    headers: named(wire.headers),
    body: wire.body === null ? null : standIns.name(wire.body),
  };
  const own = describeRequest({ ...request, headers: request.headers.filter(isForCurl) }, null, redactor).headers;
  const curl = { ...call, headers: named(own), ...(await wayOf(shown)) };
  return {
    ...call,
    curl: { bash: curlLine('bash', curl), cmd: curlLine('cmd', curl), powershell: curlLine('powershell', curl) },
  };
}

/** The header lines undici writes: ours between the two it sets itself and the length of the body. */
function wireHeaders({ method, url, headers, body }: PreparedRequest, standIns: StandIns): HeaderLine[] {
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? url.host;
  const own = headers.filter(({ name }) => name.toLowerCase() !== 'host').map(({ name, value }) => ({ name, value }));
  const hasLength = body !== null || ['POST', 'PUT', 'PATCH'].includes(method);
  const length = body !== null && standIns.isIn(body) ? '‹counted when sent›' : String(body?.length ?? 0);
  return [
    { name: 'host', value: host },
    { name: 'connection', value: 'keep-alive' },
    ...own,
    ...(hasLength ? [{ name: 'content-length', value: length }] : []),
  ];
}

/** Encodings are ours to undo, curl would show them raw: without asking for them the answer comes readable. */
function isForCurl({ name, from }: PreparedRequest['headers'][number]): boolean {
  return from !== 'default' || name !== 'accept-encoding';
}

async function wayOf({ request, connection, proxy, hasCertificate }: Shown): Promise<Partial<CurlCall>> {
  return {
    proxy: await proxyFor(request.url, proxy),
    caFile: connection?.trust.extraCa ? 'further-ca.pem' : null,
    certificate: hasCertificate ? { certificateFile: 'certificate.pem', keyFile: 'key.pem' } : null,
  };
}

/** The system's own proxy is found by curl, too. */
async function proxyFor(url: URL, choice: ProxyChoice): Promise<string | null> {
  if (choice.mode === 'system') return null;
  try {
    const { ways } = await routeTo(url, choice, { proxyLookup: null, readProxyPassword: null });
    const [proxy = null] = ways;
    return proxy === null ? 'none' : `${proxy.isTls ? 'https' : 'http'}://${proxy.address}`;
  } catch {
    return null;
  }
}
