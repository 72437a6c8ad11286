import { describe, expect, it } from 'vitest';
import { only, opened, read, refusal } from './traffic.ts';

const host = 'api.workflow-sap.cfapps.eu10.hana.ondemand.com';
const url = `https://${host}/workflow-service/rest/v1/workflow-instances`;

describe('a curl command', () => {
  it.each([
    [
      'bash',
      `curl -X POST '${url}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"definitionId": "a'\\''s"}'`,
      `{"definitionId": "a's"}`,
    ],
    [
      'bash, ANSI quotes',
      `curl '${url}' -H 'Content-Type: application/json' --data-raw $'{"a":"it\\'s \\u00fc\\n"}'`,
      `{"a":"it's ü\n"}`,
    ],
    ['bash, double quotes', `curl -sS "${url}" -H "Content-Type: application/json" -d "{\\"a\\": 1}"`, '{"a": 1}'],
    [
      'cmd',
      `C:\\Users\\me> curl.exe -X POST "${url}" ^\r\n  -H "Content-Type: application/json" ^\r\n  -d "{\\"a\\": 1}"`,
      '{"a": 1}',
    ],
    [
      'cmd, as Chrome copies it',
      `curl ^"${url}^" ^\r\n  -H ^"Content-Type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^": 1^}^"`,
      '{"a": 1}',
    ],
    [
      'PowerShell',
      `PS C:\\> curl.exe -X POST '${url}' \`\n  -H 'Content-Type: application/json' \`\n  -d '{\\"a\\": 1}'`,
      '{"a": 1}',
    ],
    [
      'PowerShell, double quotes',
      `curl.exe "${url}" \`\n -H "Content-Type: application/json" -d "{\`"a\`": 1}"`,
      '{"a": 1}',
    ],
  ])('is read as %s writes it', (_, text, body) => {
    expect(only(text)).toMatchObject({
      method: 'POST',
      url,
      body,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
    });
  });

  it.each([
    ['curl example.org/a', 'GET', 'http://example.org/a', null],
    ['curl -I https://example.org', 'HEAD', 'https://example.org', null],
    ['curl -XPUT https://example.org -d a=1 --data b=2', 'PUT', 'https://example.org', 'a=1&b=2'],
    [
      'curl -G https://example.org/?x=1 -d a=1 --data-urlencode "b=c d&e"',
      'GET',
      'https://example.org/?x=1&a=1&b=c%20d%26e',
      null,
    ],
    [`curl --json '{"a":1}' https://example.org`, 'POST', 'https://example.org', '{"a":1}'],
    ['curl -kvs --url https://example.org --request=DELETE', 'DELETE', 'https://example.org', null],
    ['curl --max-time 30 -o out.json https://example.org#part', 'GET', 'https://example.org', null],
  ])('asks what its options say: %s', (text, method, address, body) => {
    expect(only(text)).toMatchObject({ method, url: address, body });
  });

  it('sends user and password as Basic, and a bearer token by its option', () => {
    const basic = { name: 'Authorization', value: `Basic ${btoa('jane:pw')}` };
    expect(only('curl -u jane:pw https://example.org').headers).toEqual([basic]);
    expect(only('curl https://jane:pw@example.org/').headers).toEqual([basic]);
    expect(only('curl --oauth2-bearer abc https://example.org').headers[0]?.value).toBe('Bearer abc');
  });

  it('without its output is a call without an outcome, and says so', () => {
    const text = `curl '${url}'`;
    const [one] = opened(text);
    expect(one?.exchange).toMatchObject({ response: null, failure: null });
    expect(one?.exchange.notes[0]?.text).toMatch(/nothing is known of an answer/);
    expect(read(text).notes[0]).toMatch(/Run it with `-v`/);
  });

  it('whose Authorization is a variable of the shell proves nothing about a missing token', () => {
    const [one] = opened(
      `curl -i ${url} -H "Authorization: Bearer $TOKEN"\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"unauthorized"}`,
    );
    expect(one?.exchange.response?.status).toBe(401);
    expect(one?.exchange.clues.authorization).toBeNull();
    expect(one?.exchange.doubts).toContainEqual({ cause: 'token-missing', atMost: 'possible' });
  });

  it('whose variable stands in single quotes was sent as it stands', () => {
    const [one] = opened(`curl -i ${url} -H 'Authorization: Bearer $TOKEN'\nHTTP/1.1 401 Unauthorized\n\n`);
    expect(one?.exchange.clues.authorization?.form).toBe('placeholder');
    expect(one?.exchange.doubts).toBeUndefined();
  });

  it.each(['$', 'jane@host:~$', '[jane@host ~]$', 'root@pod:/#', '➜  work', 'PS C:\\Users\\me>', 'C:\\>'])(
    'is found behind a prompt: %s',
    (prompt) => {
      expect(only(`${prompt} curl -v https://example.org/`).url).toBe('https://example.org/');
    },
  );

  it.each(['C:\\Users\\mary>', 'D:\\>', 'PS C:\\Users\\mary>'])(
    'is found right behind a prompt of Windows: %s',
    (prompt) => {
      const { url: at, response } = only(
        `${prompt}curl.exe -i "https://example.org/"\r\nHTTP/1.1 401 Unauthorized\r\n\r\n`,
      );
      expect(at).toBe('https://example.org/');
      expect(response?.status).toBe(401);
    },
  );

  it('proves nothing by a body that has a variable of the shell in it', () => {
    const magnus = 'https://magnus.acme.example/remote';
    const answer =
      'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"status":"failed","error":{"reason":"invalid","message":""}}';
    const causes = (body: string) =>
      opened(
        `curl -i ${magnus} -H 'Content-Type: application/json' -d ${body}\n${answer}`,
      )[0]?.exchange.report.findings.map(({ cause, confidence }) => `${cause} ${confidence}`);
    const held = '{"c":"713aa58d","jwt":"$JWT","configuration":{"runWorkflow":{"l":"T3Jk"}}}';
    expect(causes(`"${held.replaceAll('"', '\\"')}"`)?.join()).not.toMatch(/certain|likely/);
    expect(causes(`'${held}'`)?.[0]).toBe('assertion-missing certain');
    expect(causes(`'${held.replace('$JWT', '')}'`)?.[0]).toBe('assertion-missing certain');
  });

  it('says that a body out of a file did not come along', () => {
    expect(only(`curl ${url} -d @order.json`).notes[0]?.text).toMatch(/file that did not come along/);
  });

  it.each(['curl --version', 'curl'])('without an address is refused: %s', (text) => {
    expect(refusal(text)).toMatch(/^This (?:command names no address|is text)/);
  });
});
