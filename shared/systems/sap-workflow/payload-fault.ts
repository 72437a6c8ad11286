import type { MendAction } from '../../model/gate-report.ts';

/** What is wrong with a body, by JSON and by what SAP prints of the operation. */
export type PayloadFault = {
  /** Fit for a sentence after “The body …”. Names properties, and no values but status words. */
  text: string;
  /** The property it is about, as the service would name it; empty for the whole body. */
  property: string;
  mend: string;
  action: MendAction | null;
  /** No server could take it: the body is no JSON. */
  isProven: boolean;
  /** Where it is, when that is not the body. */
  part?: 'query';
};

/** A fault of a property. */
export function faultOf(property: string, text: string, mend: string, action: MendAction | null = null): PayloadFault {
  return { property, text, mend, action, isProven: false };
}
