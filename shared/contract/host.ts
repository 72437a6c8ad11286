import { HostInfo } from '../model/host-info.ts';
import { procedure } from './base.ts';

export const host = {
  info: procedure.output(HostInfo),
};
