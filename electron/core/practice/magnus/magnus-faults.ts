import type { Fault } from '../faults.ts';
import { type WayFaultId, wayFaults } from '../practice-way.ts';

const assertion = 'Key and assertion';
const workflow = 'Workflow';
const backend = 'Backend';

const own = [
  {
    id: 'account-removed',
    name: 'Account not registered',
    words: 'the administrator took the service account out of the register',
    group: assertion,
    cause: 'issuer-not-registered',
  },
  {
    id: 'key-replaced',
    name: 'Another key registered',
    words: 'the account is registered with a key that is not the connection’s',
    group: assertion,
    cause: 'token-signature-invalid',
  },
  {
    id: 'clock-behind',
    name: 'Clock behind',
    words: 'Magnus’ clock is ten minutes behind: an assertion begins in its future',
    group: assertion,
    cause: 'clock-skew',
  },
  {
    id: 'invalid-unexplained',
    name: 'Refused without a word',
    words: 'every call is refused as invalid, and Magnus does not say why',
    group: assertion,
    cause: 'remote-invalid',
  },
  {
    id: 'workflow-removed',
    name: 'Workflow deleted',
    words: 'the workflow of the ready draft is there no longer, and its runs are gone with it',
    group: workflow,
    cause: 'workflow-not-found',
  },
  {
    id: 'delegate-removed',
    name: 'Not a delegate',
    words: 'the service account is taken from the delegates of the workflow',
    group: workflow,
    cause: 'permission-missing',
  },
  {
    id: 'parameters-renamed',
    name: 'Parameters renamed',
    words: 'in the editor the parameters begin with a capital now: Var_product',
    group: workflow,
    cause: 'parameter-name-case',
  },
  {
    id: 'runs-long',
    name: 'Runs take long',
    words: 'a run takes half an hour: whoever starts it by v1 once more meets it running',
    group: workflow,
    cause: 'already-running',
  },
  {
    id: 'backend-down',
    name: 'Backend down',
    words: 'every call that is right is met with backendError',
    group: backend,
    cause: 'backend-error',
  },
  {
    id: 'runs-fail',
    name: 'Runs fail',
    words: 'a start is ok, and the history of the run says that it failed',
    group: backend,
    cause: 'backend-error',
  },
] as const satisfies readonly Fault[];

export type MagnusFaultId = WayFaultId | (typeof own)[number]['id'];

/** Everything that can be made to go wrong in the practice system for Magnus, in the order of the gates. */
export const magnusFaults: readonly Fault<MagnusFaultId>[] = [...wayFaults, ...own];
