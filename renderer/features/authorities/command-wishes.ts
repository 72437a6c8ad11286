import {
  type CommandTool,
  instanceNameFault,
  showParametersCommand,
  showStateCommand,
  updateCommand,
} from '#shared/systems/sap-workflow/workbench/commands.ts';
import { stepsAfterUpdate } from '#shared/systems/sap-workflow/workbench/next-steps.ts';
import type { Shell } from '#shared/text/shell-quote.ts';
import { sharedValue } from '../../app/shared-value.ts';

/** How the user wants commands written. Kept for as long as the window lives. */
export type CommandStyle = { tool: CommandTool; shell: Shell; via: 'file' | 'inline' };

const isWindows = navigator.userAgent.includes('Windows');
export const commandStyle = sharedValue<CommandStyle>({
  tool: 'cf',
  shell: isWindows ? 'powershell' : 'bash',
  via: 'file',
});

/** Names of the service instances as they were typed, by connection. */
export const instanceNames = sharedValue<Readonly<Record<string, string>>>({});

export function setInstanceName(connectionId: string, name: string): void {
  instanceNames.set({ ...instanceNames.get(), [connectionId]: name });
}

export const fileName = 'authorities.json';

export type ShownCommands = {
  /** What is shown; a sentence when `isCommand` is false. */
  update: string;
  isCommand: boolean;
  /** Shows what is configured now; null where the tool has no such command. */
  show: string | null;
  steps: readonly string[];
};

/** The commands for a file, or why there are none. `json` is null while the file is not sound. */
export function commandsFor(
  style: CommandStyle,
  input: { instance: string; subaccountId: string; json: string | null },
): ShownCommands {
  const { instance, subaccountId, json } = input;
  const { tool, shell, via } = style;
  const refuse = (update: string): ShownCommands => ({ update, isCommand: false, show: null, steps: [] });
  const fault = instanceNameFault(instance);
  if (fault !== null) return refuse(fault);
  if (json === null) return refuse('The file has to be mended first.');
  const parameters = via === 'file' ? { fileName } : { json };
  const { line } = updateCommand(shell, { tool, instance, subaccountId, parameters });
  if (line === null) return refuse('The list is too long for a command line of this shell. Take the file instead.');
  const state = showStateCommand(shell, instance).line ?? '';
  return {
    update: line,
    isCommand: true,
    show: tool === 'cf' ? showParametersCommand(shell, instance).line : null,
    steps: stepsAfterUpdate(tool, state),
  };
}
