import { authorities } from './authorities.ts';
import { connections } from './connections.ts';
import { diagnosis } from './diagnosis.ts';
import { drafts } from './drafts.ts';
import { exchanges } from './exchanges.ts';
import { history } from './history.ts';
import { host } from './host.ts';
import { practice } from './practice.ts';
import { settings } from './settings.ts';
import { support } from './support.ts';
import { tokens } from './tokens.ts';
import { vault } from './vault.ts';

/** Everything the renderer may ask of the core. Both hosts carry exactly this, and nothing else crosses. */
export const contract = {
  authorities,
  connections,
  diagnosis,
  drafts,
  exchanges,
  history,
  host,
  practice,
  settings,
  support,
  tokens,
  vault,
};
export type Contract = typeof contract;
