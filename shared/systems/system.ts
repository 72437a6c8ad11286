import type { Connection } from '../model/connection.ts';
import type { HttpMethod } from '../model/draft.ts';
import type { Exchange } from '../model/exchange.ts';
import type { GateReport } from '../model/gate-report.ts';
import type { SystemId } from '../model/system-id.ts';
import type { Verification } from '../model/verification.ts';

/** A header as the wire wants it: `SOAPAction`, `""`. */
export type OperationHeader = { name: string; value: string };

/** One API call in a system's catalogue. */
export type Operation = {
  /** Stable, kebab-case: `start-instance`. */
  id: string;
  /** As a person would say it: "Start an instance". */
  name: string;
  /** Heading it stands under in the rail. */
  group: string;
  method: HttpMethod;
  /** Path after the endpoint's base, with `{name}` for its parameters: `/v1/workflow-instances/{workflowInstanceId}`. */
  path: string;
  /** Authorities of which one is enough; most operations name exactly one. Empty when the source names none. */
  authorities: readonly string[];
  /** Global roles that let a person do the same, without their common prefix. */
  roles: readonly string[];
  /** It deletes, cancels or purges: the screen asks first. */
  isDestructive: boolean;
  /** Ready body for a new draft; empty for calls without one. */
  bodyTemplate: string;
  /** Headers of a new draft. Left out, a draft with a body gets `Content-Type: application/json`. */
  headers?: readonly OperationHeader[];
  /** Which authority it needs is concluded, not printed by the source: reports then say "likely" at most. */
  isAuthorityInferred?: boolean;
};

/** Another exchange that may bear witness: an earlier call, the token call of another one, or what a probe brought back. */
export type Neighbour = {
  exchange: Omit<Exchange, 'report'>;
  /** First 64 KiB of its response body as redacted text; null without a body. */
  bodyText: string | null;
};

/** Everything a report may be computed from. Works alike on a live exchange, on history and on an imported one. */
export type ExplainInput = {
  exchange: Omit<Exchange, 'report'>;
  /** The token call made for this exchange, when there was one. */
  tokenExchange: Omit<Exchange, 'report'> | null;
  /** First 64 KiB of the response body as redacted text; null without a body. */
  bodyText: string | null;
  /** The same of the token endpoint's answer. */
  tokenBodyText: string | null;
  /** The connection's public part; null for a call without a connection. */
  connection: Connection | null;
  /** What checking the token's signature came to, when somebody asked for it; left out otherwise. */
  verification?: Verification;
  /** Exchanges with the same hosts near this one in time, oldest first; this one and its token call are not among them. */
  neighbours: readonly Neighbour[];
  /** Epoch ms. */
  now: number;
};

/** What Gatewright knows about a system. A fifth system is one more of these. */
export type System = {
  id: SystemId;
  name: string;
  operations: readonly Operation[];
  /** URL template of a new draft for an operation: `{{workflow_rest_url}}/v1/workflow-definitions`. */
  draftUrl(operation: Operation): string;
  /**
   * The operation a call is, judged by method and URL, and by the body where one address serves many; null when the
   * catalogue has none like it. Without `bodyText` such a system knows none.
   */
  findOperation(method: string, url: string, bodyText?: string | null): Operation | null;
  /** Authorities of which the call needs one, read off its body where the body decides (PATCH of an instance). */
  neededAuthorities(operation: Operation, bodyText: string | null): readonly string[];
  /** `workflow!b10150.TASK_GET` → `TASK_GET`; a scope without a prefix stays as it is. */
  authorityOfScope(scope: string): string;
  explain(input: ExplainInput): GateReport;
};
