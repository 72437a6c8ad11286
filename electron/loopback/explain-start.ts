/** Why the host could not start, in a sentence fit for a terminal. */
export function explainStart(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another with --port, or leave it out for a free one.`;
  if (code === 'EACCES' && path === '') return `Port ${port} may not be used. Choose one above 1023 with --port.`;
  if (code === 'ENOENT' && path.endsWith('manifest.json')) return 'The page is not built yet. Run: npm start';
  if (error instanceof Error && error.name === 'Failure') return error.message;
  return `Gatewright could not start (${code === '' ? (error instanceof Error ? error.name : 'unknown') : code}).`;
}
