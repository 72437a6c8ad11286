/** Why the host could not start, in a sentence fit for a terminal. */
export function explainStart(error: unknown, port: number): string {
  const code = textOf(error, 'code');
  const path = textOf(error, 'path');
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another with --port, or leave it out for a free one.`;
  if (code === 'EACCES' && path === '') return `Port ${port} may not be used. Choose one above 1023 with --port.`;
  if (code === 'ENOENT' && path.endsWith('manifest.json')) return 'The page is not built yet. Run: npm start';
  if (error instanceof Error && error.name === 'Failure') return error.message;
  return `Gatewright could not start (${code === '' ? (error instanceof Error ? error.name : 'unknown') : code}).`;
}

function textOf(error: unknown, name: 'code' | 'path'): string {
  const value = error instanceof Error ? (error as NodeJS.ErrnoException)[name] : undefined;
  return value ?? '';
}
