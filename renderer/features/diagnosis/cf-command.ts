/** Stands where the name of the service instance goes: a key file tells the instance's id, never its name. */
export const instancePlaceholder = 'INSTANCE-NAME';

/** The parameters file of an SAP Workflow service instance, laid out to be read. */
export function authoritiesFile(authorities: readonly string[]): string {
  return `${JSON.stringify({ authorities }, null, 2)}\n`;
}

/**
 * The command that replaces the authorities of a service instance (cf CLI, `update-service`), quoted for bash. `--wait`
 * because the broker works in the background and a token fetched too early still lacks them.
 */
export function cfUpdateCommand(instance: string, authorities: readonly string[]): string {
  return `cf update-service ${bashWord(instance)} -c ${bashWord(JSON.stringify({ authorities }))} --wait`;
}

/** One word of a bash command. Inside single quotes nothing has a meaning but the quote itself. */
export function bashWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
