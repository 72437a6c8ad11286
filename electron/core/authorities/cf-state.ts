import type { CfState } from '#shared/model/cf.ts';
import type { Programs } from '../ports.ts';
import { type Cf, findCf } from './cf-cli.ts';
import { instancesIn, isWorkflowInstance, refusalIn, targetIn, versionIn } from './cf-output.ts';

/** A cf that does not answer within this is of no use. */
const askMs = 30_000;

/** Whether there is a cf program, which one, and where it points. Never throws. */
export async function cfState(programs: Programs | null, signal: AbortSignal | undefined): Promise<CfState> {
  const cf = findCf(programs);
  const nothing = { isInstalled: false, version: null, target: null };
  if (cf === null) return { ...nothing, words: 'There is no cf program on the PATH of this machine.' };
  const until = AbortSignal.any([AbortSignal.timeout(askMs), ...(signal === undefined ? [] : [signal])]);
  try {
    return await ask(cf, until);
  } catch {
    const words = until.aborted ? 'cf does not answer.' : 'The cf program on the PATH cannot be started.';
    return { ...nothing, isInstalled: true, words };
  }
}

async function ask(cf: Cf, signal: AbortSignal): Promise<CfState> {
  const version = versionIn((await cf.ask(['version'], { signal })).lines);
  const known = { isInstalled: true, version, target: null };
  const target = await cf.ask(['target'], { signal });
  const place = targetIn(target.lines);
  if (target.code !== 0 || place.org === '' || place.space === '')
    return { ...known, words: refusalIn(target.lines, 'cf target').words };
  const services = await cf.ask(['services'], { signal });
  if (services.code !== 0) return { ...known, words: refusalIn(services.lines, 'cf services').words };
  const instances = instancesIn(services.lines)
    .filter(isWorkflowInstance)
    .map(({ name }) => name);
  return { ...known, target: { ...place, instances }, words: wordsFor(instances) };
}

function wordsFor(instances: readonly string[]): string {
  if (instances.length === 0) return 'There is no workflow service instance in this space.';
  return instances.length === 1
    ? 'There is one workflow service instance in this space.'
    : `There are ${instances.length} workflow service instances in this space.`;
}
