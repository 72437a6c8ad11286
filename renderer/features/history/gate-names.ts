const names: Readonly<Record<string, string>> = {
  lookup: 'Lookup',
  connection: 'Connection',
  proxy: 'Proxy',
  tls: 'TLS',
  'client-login': 'Client login',
  token: 'Token',
  authority: 'Authority',
  resource: 'Resource',
  payload: 'Payload',
  assertion: 'Key and assertion',
  'request-body': 'Request body',
  permission: 'Permission',
  concurrency: 'Concurrency',
  backend: 'Backend',
  credentials: 'Credentials sent',
  container: 'Web container',
  engine: 'Engine',
  identity: 'Identity service',
  'task-state': 'Task state',
};

/** What a gate is called on the screen. An id out of another version stands for itself. */
export function gateName(id: string): string {
  return names[id] ?? id;
}
