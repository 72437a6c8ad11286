import { oc } from '@orpc/contract';
import { z } from 'zod';
import { failureMap } from './errors.ts';

/** Every procedure starts here, so that every one can fail in the same named ways. */
export const procedure = oc.errors(failureMap);

export const ById = z.object({ id: z.string() });
export const ByConnection = z.object({ connectionId: z.string() });
export const Nothing = z.void();
