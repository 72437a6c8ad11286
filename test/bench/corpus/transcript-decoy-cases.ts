import { caseList, type World } from './case.ts';
import { definitions, remoteUrl, tasksUrl } from './network-parts.ts';
import { clientId, restUrl, uaaUrl } from './sap-parts.ts';

// What a command and its output leave untold: variables of the shell, files, passwords that were asked for.

const list = caseList({ on: [] });
const { addTranscript } = list;
const ps = { system: 'process-server' } as const;
const magnus = { system: 'magnus' } as const;

/** `-i`: the head of the answer and its body, and not what was sent. */
const printed = (w: World, status: string, headers: readonly string[], body: string) =>
  [`HTTP/1.1 ${status}`, ...headers, `Date: ${new Date(w.now - 60_000).toUTCString()}`, '', body, ''].join('\n');

/** `-v`: what was sent as well, its body excepted. */
const overheard = (
  w: World,
  url: string,
  sent: readonly string[],
  status: string,
  headers: readonly string[],
  body: string,
) => {
  const { host, pathname } = new URL(url);
  return [
    `*   Trying 3.124.208.223:443...`,
    `* Connected to ${host} (3.124.208.223) port 443 (#0)`,
    `> POST ${pathname} HTTP/1.1`,
    `> Host: ${host}`,
    '> User-Agent: curl/7.81.0',
    '> Accept: */*',
    ...sent.map((line) => `> ${line}`),
    '> ',
    `< HTTP/1.1 ${status}`,
    ...headers.map((line) => `< ${line}`),
    `< Date: ${new Date(w.now - 60_000).toUTCString()}`,
    '< ',
    body,
    `* Connection #0 to host ${host} left intact`,
    '',
  ].join('\n');
};

const anyToken = [
  'token-missing',
  'token-malformed',
  'token-expired',
  'token-wrong-tenant',
  'token-signature-invalid',
  'bearer-prefix-missing',
] as const;
const unauthorized =
  '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}';
addTranscript(
  'unknown',
  'possible',
  'the token is a variable of the shell',
  (w) =>
    `$ curl -i -H "Authorization: Bearer $TOKEN" '${definitions(w)}'\n${printed(w, '401 Unauthorized', ['Content-Type: application/json'], unauthorized)}`,
  { accept: anyToken },
);
addTranscript(
  'unknown',
  'possible',
  'the token is a variable of PowerShell',
  (w) =>
    `PS C:\\Users\\mary> curl.exe -i -H "Authorization: Bearer $($t.access_token)" "${definitions(w)}"\n${printed(w, '401 Unauthorized', ['Content-Type: application/json'], unauthorized)}`,
  { accept: anyToken },
);
addTranscript(
  'unknown',
  'possible',
  'headers are in a file',
  (w) =>
    `$ curl -i -H @headers.txt '${definitions(w)}'\n${printed(w, '401 Unauthorized', ['WWW-Authenticate: Bearer'], '')}`,
  { accept: anyToken },
);

const page401 =
  '<html><head><title>Error 401--Unauthorized</title></head><body><h2>Error 401--Unauthorized</h2></body></html>';
addTranscript(
  'unknown',
  'possible',
  'the login is in .netrc',
  (w) =>
    `$ curl -i -n -H 'Content-Type: text/xml' -d @getMyTasks.xml '${tasksUrl(w)}'\n${printed(w, '401 Unauthorized', ['WWW-Authenticate: Basic realm="weblogic"', 'Content-Type: text/html'], page401)}`,
  { ...ps, accept: ['credentials-not-sent', 'credentials-rejected'] },
);
addTranscript(
  'credentials-rejected',
  'likely',
  'the password was asked for',
  (w) =>
    `$ curl -i -u mary -H 'Content-Type: text/xml' -d @getMyTasks.xml '${tasksUrl(w)}'\nEnter host password for user 'mary':\n${printed(w, '401 Unauthorized', ['WWW-Authenticate: Basic realm="weblogic"', 'Content-Type: text/html'], page401)}`,
  { ...ps, accept: ['credentials-not-sent'], provable: ['credentials-rejected'] },
);
addTranscript(
  'unknown',
  'possible',
  'cookies are in a file',
  (w) =>
    `$ curl -i -b jar.txt -H 'Content-Type: text/xml' -d @getMyTasks.xml '${tasksUrl(w)}'\n${printed(w, '200 OK', ['Content-Type: text/xml'], '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><htdt:getMyTasksResponse xmlns:htdt="http://www.example.org/WS-HT/api/xsd"/></soapenv:Body></soapenv:Envelope>')}`,
  {
    ...ps,
    accept: [
      'credentials-not-sent',
      'no-human-role',
      'query-hides-tasks',
      'task-claimed-by-other',
      'session-of-other-user',
      'task-escalated',
    ],
  },
);

const invalid = '{"status":"failed","error":{"reason":"invalid","message":""}}';
const anyInvalid = [
  'remote-invalid',
  'issuer-not-registered',
  'assertion-missing',
  'assertion-expired',
  'parameter-name-case',
  'workflow-id-missing',
  'command-wrong',
  'payload-invalid',
  'already-running',
] as const;
addTranscript(
  'unknown',
  'possible',
  'the body is in a file',
  (w) =>
    `$ curl -v -H 'Content-Type: application/json' -d @run.json ${remoteUrl(w)}\n${overheard(w, remoteUrl(w), ['Content-Type: application/json', 'Content-Length: 934'], '400 Bad Request', ['Content-Type: application/json'], invalid)}`,
  { ...magnus, accept: anyInvalid },
);
addTranscript(
  'unknown',
  'possible',
  'the body has a variable of the shell',
  (w) =>
    `$ curl -v -H 'Content-Type: application/json' -d "{\\"c\\":\\"713aa58d\\",\\"jwt\\":\\"$JWT\\",\\"configuration\\":{\\"runWorkflow\\":{\\"l\\":\\"T3Jk\\"}}}" ${remoteUrl(w)}\n${overheard(w, remoteUrl(w), ['Content-Type: application/json', 'Content-Length: 934'], '400 Bad Request', ['Content-Type: application/json'], invalid)}`,
  { ...magnus, accept: anyInvalid },
);
addTranscript(
  'unknown',
  'possible',
  'the body comes from a pipe',
  (w) =>
    `$ ./body.sh | curl -v -H 'Content-Type: application/json' --data-binary @- ${remoteUrl(w)}\n${overheard(w, remoteUrl(w), ['Content-Type: application/json', 'Content-Length: 934'], '400 Bad Request', ['Content-Type: application/json'], invalid)}`,
  { ...magnus, accept: anyInvalid },
);

addTranscript(
  'client-secret-rejected',
  'certain',
  'the secret is a variable',
  (w) =>
    `$ curl -v -u '${clientId(w)}':"$SECRET" -d grant_type=client_credentials ${uaaUrl(w)}/oauth/token\n${overheard(w, `${uaaUrl(w)}/oauth/token`, ['Authorization: Basic c2ItY2xvbmUtNWExYyFiMzEzMzd8d29ya2Zsb3chYjEwMTUwOmJYOS1rUTI=', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 29'], '401 Unauthorized', ['Content-Type: application/json', 'WWW-Authenticate: Basic realm="UAA/client"'], '{"error":"unauthorized","error_description":"Bad credentials"}')}`,
  { accept: ['client-unknown'] },
);
addTranscript(
  'payload-invalid',
  'certain',
  'the body is in a file, and the service says what is wrong',
  (w) =>
    `$ curl -v -H 'Content-Type: application/json' -H "Authorization: Bearer $TOKEN" -d @start.json ${restUrl(w)}/v1/workflow-instances\n${overheard(w, `${restUrl(w)}/v1/workflow-instances`, ['Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJ4IjoxfQ.c2ln', 'Content-Type: application/json', 'Content-Length: 52'], '400 Bad Request', ['Content-Type: application/json'], '{"error":{"message":"The property \'definitionId\' is missing.","logId":"9c1de7b2"}}')}`,
);

export const transcriptDecoyCases = list.cases;
