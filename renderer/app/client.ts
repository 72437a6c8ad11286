import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '#shared/contract/index.ts';
import type { CoreLink } from './link.ts';

// One page has one core. Calls made before the link is open wait for it.
let settle: (link: CoreLink) => void = () => {};
const attached = new Promise<CoreLink>((resolve) => {
  settle = resolve;
});

/** Gives the client its line to the core. Called once, by main.tsx. */
export function attachLink(link: CoreLink): void {
  settle(link);
}

const calls: ClientLink<ClientContext> = {
  call: async (path, input, options) => (await attached).calls.call(path, input, options),
};

/** Everything the core answers: `client.exchanges.send({ draft, renewToken: false }, { signal })`. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(calls);

/** The same as TanStack Query options: `useQuery(orpc.connections.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);

/**
 * A window of a response body, straight from the byte channel: at most 1 MiB. `totalBytes` is the whole body's length.
 * Null when the core no longer has it.
 */
export async function readBody(
  exchangeId: string,
  offset: number,
  length: number,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; totalBytes: number } | null> {
  const { baseUrl, headers } = await attached;
  const url = new URL(`bodies/${encodeURIComponent(exchangeId)}`, baseUrl);
  url.searchParams.set('offset', String(offset));
  url.searchParams.set('length', String(length));
  const answer = await fetch(url, { headers, cache: 'no-store', ...(signal === undefined ? {} : { signal }) });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The body could not be read (${answer.status}).`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { bytes, totalBytes: Number(answer.headers.get('x-body-bytes') ?? bytes.length) };
}

/** Absolute address of a one-time download the core named. */
export async function downloadUrl(downloadPath: string): Promise<string> {
  const { baseUrl } = await attached;
  return new URL(downloadPath, baseUrl).href;
}
