import type { CommandTool } from './commands.ts';

/**
 * What follows an update, in words, with code in backquotes. That the service key stays good, and that only a new token
 * carries the new list, was seen in SAP's own exercises; that a later MTA deployment may undo the change is concluded.
 */
export function stepsAfterUpdate(tool: CommandTool, stateCommand: string): string[] {
  const wait =
    tool === 'cf'
      ? `Wait until the update is complete. \`--wait\` does that from cf 8 on; with an older cf leave it out and run \`${stateCommand}\` until it says “update succeeded”.`
      : 'Wait until the update is complete: the cockpit shows the instance as updated.';
  return [
    wait,
    'Fetch a new token. The one at hand keeps its old scopes; the service key stays as it is.',
    'Compare: the new token should carry the whole list. It may take the token service a minute.',
  ];
}
