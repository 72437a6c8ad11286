import { z } from 'zod';
import { Exchange } from './exchange.ts';

/** One exchange read from a file somebody sent: judged like any other, and never sent. */
export const OpenedExchange = z.object({
  exchange: Exchange,
  /** First 64 KiB of its body as redacted text; null without one. */
  bodyText: z.string().nullable(),
});
export type OpenedExchange = z.infer<typeof OpenedExchange>;

/** What a file somebody sent turned out to be. */
export const OpenedFile = z.object({
  /** "a HAR of Chrome 128 with 14 exchanges" */
  words: z.string(),
  format: z.enum(['har', 'curl', 'postman', 'bundle']),
  exchanges: z.array(OpenedExchange),
  /** What could not be read, and what was left out, in sentences. */
  notes: z.array(z.string()),
});
export type OpenedFile = z.infer<typeof OpenedFile>;

/** A field that would leave with a support bundle, as it would leave. */
export const BundleField = z.object({
  id: z.string(),
  exchangeId: z.string(),
  kind: z.enum(['url', 'host', 'header', 'body', 'claim', 'name', 'environment']),
  label: z.string(),
  /** What stands in the bundle: pseudonyms in place of secrets, and of hosts and names where the user wants it. */
  value: z.string(),
  isIncluded: z.boolean(),
});
export type BundleField = z.infer<typeof BundleField>;

/** What a bundle would hold. */
export const BundleReview = z.object({
  fileName: z.string(),
  fields: z.array(BundleField),
  /** The Markdown report as it would read. */
  report: z.string(),
  bytes: z.number(),
});
export type BundleReview = z.infer<typeof BundleReview>;

/** Which exchanges leave, and what of them. Bodies are left out unless their exchange is in `bodiesOf`. */
export const BundleChoice = z.object({
  exchangeIds: z.array(z.string()).min(1),
  bodiesOf: z.array(z.string()),
  /** Ids of fields the user took out. */
  leftOut: z.array(z.string()),
  /** Hosts, tenants and user names by stable pseudonyms. */
  hidesNames: z.boolean(),
});
export type BundleChoice = z.infer<typeof BundleChoice>;
