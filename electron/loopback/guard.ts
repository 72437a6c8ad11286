/** What is known of a request before anything of it is believed. */
export type RequestHead = {
  method: string;
  /** The request target as it came, query included. */
  target: string;
  /** Names and values in turn, as they came: repeats are visible here and nowhere else. */
  rawHeaders: readonly string[];
};

export type Guard = {
  /**
   * One `Host`, and it is ours. A name that a hostile site has rebound to 127.0.0.1 fails here, before anything else is
   * looked at. So does a target that names a host of its own (absolute form).
   */
  isForUs(head: RequestHead): boolean;
  /** One `Origin`, and it is the very one the `Host` names. Absent and `null` are foreign. */
  isFromOurPage(head: RequestHead): boolean;
  /** What the browser says of the sender, where it says it. `none` is the person: an address typed or a link opened. */
  isSameSite(head: RequestHead, options: { allowsPerson: boolean }): boolean;
  /** The one call that is heard before a session exists. */
  isExchange(head: RequestHead): boolean;
};

export const exchangePath = '/session';
/** A header no form can send and no foreign page may: it would take a preflight, and none is ever answered. */
export const exchangeHeader = 'x-exchange';

/** Judges requests to a server on 127.0.0.1 and `port`. Pure: the same head gives the same answer. */
export function createGuard(port: number): Guard {
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );

  const isForUs = (head: RequestHead) => {
    const host = single(head, 'host');
    return host !== null && hosts.includes(host) && (head.target.startsWith('/') || head.target === '*');
  };
  const isFromOurPage = (head: RequestHead) => {
    const origin = single(head, 'origin');
    const host = single(head, 'host');
    return origin !== null && host !== null && origin === originOf(host);
  };
  const isSameSite = (head: RequestHead, { allowsPerson }: { allowsPerson: boolean }) => {
    const sites = valuesOf(head, 'sec-fetch-site');
    return sites.every((site) => site === 'same-origin' || (allowsPerson && site === 'none')) && sites.length < 2;
  };
  const isExchange = (head: RequestHead) =>
    head.method === 'POST' &&
    head.target === exchangePath &&
    single(head, 'content-type') === 'application/json' &&
    single(head, exchangeHeader) === '1' &&
    isFromOurPage(head) &&
    isSameSite(head, { allowsPerson: false });

  return { isForUs, isFromOurPage, isSameSite, isExchange };
}

/** The value of a header that came exactly once; null otherwise. `name` in lower case. */
export function single(head: RequestHead, name: string): string | null {
  const [value, ...others] = valuesOf(head, name);
  return value === undefined || others.length > 0 ? null : value;
}

function valuesOf({ rawHeaders }: RequestHead, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

// Browsers leave the default port out of an origin.
function originOf(host: string): string {
  return `http://${host.replace(/:80$/, '')}`;
}
