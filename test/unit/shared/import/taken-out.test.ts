import { describe, expect, it } from 'vitest';
import { opened, read } from './traffic.ts';

const url = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1/workflow-definitions';
const transcript = (authorization: string) =>
  [
    `$ curl -v '${url}' -H 'Authorization: ${authorization}'`,
    '* Connected to api.workflow-sap.cfapps.eu10.hana.ondemand.com (18.157.4.20) port 443',
    '> GET /workflow-service/rest/v1/workflow-definitions HTTP/1.1',
    '> Host: api.workflow-sap.cfapps.eu10.hana.ondemand.com',
    `> Authorization: ${authorization}`,
    '> ',
    '< HTTP/1.1 401 Unauthorized',
    '< Content-Length: 0',
    '< ',
  ].join('\n');
const first = (text: string) => opened(text)[0]?.exchange.report.findings[0];

describe('a credential that was taken out before the file was sent', () => {
  it.each([
    'Bearer ***',
    'Bearer [REDACTED]',
    'Bearer <token>',
    'Bearer (entfernt)',
    'Bearer {hidden}',
    'Bearer eyJ...',
  ])('(%s) proves nothing about the one that was sent', (authorization) => {
    expect(first(transcript(authorization))).toMatchObject({ cause: 'token-missing', confidence: 'possible' });
  });

  it('was sent all the same, where it stood behind Basic', () => {
    const tasks = transcript('Basic ***')
      .replaceAll('api.workflow-sap.cfapps.eu10.hana.ondemand.com', 'bpm.acme.example')
      .replaceAll(
        '/workflow-service/rest/v1/workflow-definitions',
        '/active-bpel/services/AeB4PTaskClient-taskOperations',
      )
      .replace('< Content-Length', '< WWW-Authenticate: Basic realm="ActiveVOS"\n< Content-Length');
    expect(first(tasks)?.cause).toBe('credentials-rejected');
  });

  it('is told from a placeholder nobody replaced', () => {
    expect(first(transcript('Bearer {{token}}'))).toMatchObject({ cause: 'token-missing', confidence: 'likely' });
  });
});

it('reads a transcript that was forwarded by mail', () => {
  const mail = [
    'Hello,',
    '',
    ...transcript('Bearer {{token}}')
      .split('\n')
      .map((line) => `> ${line}`),
  ].join('\n');
  expect(read(mail).exchanges).toHaveLength(1);
  expect(opened(mail)[0]?.exchange.response?.status).toBe(401);
});
