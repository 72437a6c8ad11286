/** The authority a call of the practised part of the API needs; null for a path that is not part of it. */
export function neededAuthority(method: string, path: string): string | null {
  if (method === 'GET' && path === '/v1/workflow-definitions') return 'WORKFLOW_DEFINITION_GET';
  if (method === 'POST' && path === '/v1/workflow-instances') return 'WORKFLOW_INSTANCE_START';
  if (method === 'GET' && /^\/v1\/workflow-instances(\/[^/]+)?$/.test(path)) return 'WORKFLOW_INSTANCE_GET';
  return null;
}
