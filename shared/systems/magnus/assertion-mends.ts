import type { Mend, MendAction } from '../../model/gate-report.ts';
import type { RemoteCall } from './remote-call.ts';

type Changes = Omit<Extract<MendAction, { kind: 'correct-assertion' }>, 'kind'>;

/** Where Magnus looks for the assertion. */
export const inJwtProperty = { in: 'body-property', property: 'jwt' } as const;

export const openConnection: MendAction = { kind: 'open-connection' };

/** Changes how the connection signs; a connection that signs nothing is opened instead. */
export function signOtherwise({ input }: RemoteCall, text: string, changes: Changes): Mend {
  const credential = input.connection?.credential;
  const signs = credential === undefined || credential.kind === 'assertion';
  return { text, action: signs ? { kind: 'correct-assertion', ...changes } : openConnection };
}

/** Signs anew by sending again: an assertion is made for each call, unless the body brings its own. */
export function signAnew({ input, body }: RemoteCall): Mend {
  const credential = input.connection?.credential;
  const isSigned = credential?.kind === 'assertion' && credential.placement.in === 'body-property';
  const isOwn = body.kind === 'json' && input.exchange.token === null;
  if (isSigned && !isOwn)
    return {
      text: 'Send again: the assertion is signed anew for each call.',
      action: { kind: 'send-again', seconds: 0 },
    };
  return {
    text: 'Take `jwt` out of the body and let a connection sign it: it then is a new one in each call.',
    action: openConnection,
  };
}
