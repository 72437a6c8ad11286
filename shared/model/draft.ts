import { z } from 'zod';

export const HttpMethod = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
export type HttpMethod = z.infer<typeof HttpMethod>;

export const DraftHeader = z.object({ name: z.string(), value: z.string(), isEnabled: z.boolean() });
export type DraftHeader = z.infer<typeof DraftHeader>;

/** A call being edited. URL, header values and body may hold `{{name}}`, replaced from the connection's variables on send. */
export const Draft = z.object({
  id: z.string(),
  name: z.string(),
  connectionId: z.string().nullable(),
  /** The operation of the system's catalogue it was opened from; null when written by hand. */
  operationId: z.string().nullable(),
  method: HttpMethod,
  url: z.string(),
  headers: z.array(DraftHeader),
  /** Text as typed; empty sends no body. */
  body: z.string(),
  /** Whether a POST or PATCH whose token is refused may be sent once more with a new one. Other methods are, always. */
  resendOn401: z.boolean().default(false),
  /** Epoch ms. */
  updatedAt: z.number(),
});
export type Draft = z.infer<typeof Draft>;
