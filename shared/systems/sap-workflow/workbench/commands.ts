import { quoteFor, type Shell } from '../../../text/shell-quote.ts';

export type CommandTool = 'cf' | 'btp';

/** Stand where a name goes that nobody has given yet. */
export const instancePlaceholder = 'INSTANCE-NAME';
export const subaccountPlaceholder = 'SUBACCOUNT-ID';

export type CommandWish = {
  tool: CommandTool;
  /** Name of the service instance; empty while not known. */
  instance: string;
  /** Only btp wants it. Empty while not known. */
  subaccountId: string;
  /** A file in the folder the command runs in, or the list within the command itself. */
  parameters: { fileName: string } | { json: string };
};

/** A command as its program shall get it, and how to type it; `line` is null where the shell cannot carry it. */
export type Command = { argv: readonly string[]; line: string | null };

/** What is taken at most: by Linux as one argument, by cmd.exe and by Windows as a whole line. */
const longest: Readonly<Record<Shell, number>> = { bash: 131_071, cmd: 8_191, powershell: 32_766 };

/**
 * The command that replaces the authorities of a service instance: `cf update-service INSTANCE -c FILE --wait`, or
 * `btp update services/instance --subaccount ID --name NAME --parameters FILE`. Sources: cf CLI help and integration tests;
 * SAP btp CLI reference. `--wait` is of cf 8; older ones answer at once and are asked with `cf service`.
 */
export function updateCommand(shell: Shell, wish: CommandWish): Command {
  const name = wish.instance === '' ? instancePlaceholder : wish.instance;
  const given = 'json' in wish.parameters ? compactJson(wish.parameters.json) : wish.parameters.fileName;
  if (wish.tool === 'cf') return commandLine(shell, ['cf', 'update-service', name, '-c', given, '--wait']);
  const subaccount = wish.subaccountId === '' ? subaccountPlaceholder : wish.subaccountId;
  return commandLine(shell, [
    'btp',
    'update',
    'services/instance',
    '--subaccount',
    subaccount,
    '--name',
    name,
    '--parameters',
    given,
  ]);
}

/** Shows the parameters the instance has now, where its broker tells them: `cf service NAME --params` (cf 8). */
export function showParametersCommand(shell: Shell, instance: string): Command {
  return commandLine(shell, ['cf', 'service', instance === '' ? instancePlaceholder : instance, '--params']);
}

/** Shows how the last operation on the instance stands: `cf service NAME`. */
export function showStateCommand(shell: Shell, instance: string): Command {
  return commandLine(shell, ['cf', 'service', instance === '' ? instancePlaceholder : instance]);
}

/** Why a name cannot be put on a command line, in a sentence; null when it can. An empty one is not given yet. */
export function instanceNameFault(name: string): string | null {
  if (/\p{Cc}/u.test(name)) return 'The name holds a line break or another control character. Take it out.';
  if (name.startsWith('-')) return 'cf and btp take a name that begins with a dash for an option.';
  if (/\p{Surrogate}/u.test(name)) return 'The name holds half a character. Type it again.';
  if (name.trim() !== name) return 'Spaces stand around the name. Take them out.';
  return null;
}

/** Compact, and without characters that act on a terminal: JSON may write any of them as an escape. */
function compactJson(json: string): string {
  return JSON.stringify(JSON.parse(json)).replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function commandLine(shell: Shell, argv: readonly string[]): Command {
  const words = argv.map((argument) => wordFor(shell, argument));
  if (words.includes(null)) return { argv, line: null };
  const line = shell === 'powershell' ? framed(argv, words.join(' ')) : words.join(' ');
  return { argv, line: line.length > longest[shell] ? null : line };
}

function wordFor(shell: Shell, argument: string): string | null {
  // PowerShell takes plain words as they are too; quotes around all of them would only be in the way of the reader.
  if (shell === 'powershell' && /^(?:--?[a-z]+|[A-Za-z][\w./-]*)$/.test(argument)) return argument;
  return quoteFor(shell, argument);
}

/**
 * How PowerShell hands quotes and closing backslashes to a program depends on its version. The quoting is that of the older
 * ones, and newer ones are asked to do the same for this one line.
 */
function framed(argv: readonly string[], line: string): string {
  if (!argv.some((argument) => /["\\]/.test(argument))) return line;
  return `& { $PSNativeCommandArgumentPassing = 'Legacy'; ${line} }`;
}
