import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServiceKey, type ServiceKey } from '#shared/systems/sap-workflow/service-key.ts';
import { endpoints, nestedKey, printed, uaa } from './key-samples.ts';

const tokenUrl = 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token';

function read(text: string): ServiceKey {
  const reading = readServiceKey(text);
  if (!reading.ok) throw new Error(reading.problems.map((problem) => problem.sentence).join(' '));
  return reading.key;
}

function problemsOf(text: string) {
  const reading = readServiceKey(text);
  return reading.ok ? [] : reading.problems;
}

/** A PEM text of the right form; nothing here checks what is inside. */
function pem(label: string): string {
  return `-----BEGIN ${label}-----\n${'TUlJQ2Zha2U'.repeat(9)}=\n-----END ${label}-----\n`;
}

describe('the shapes a service key comes in', () => {
  it('reads the nested key of the workflow service', () => {
    expect(read(printed(nestedKey))).toEqual({
      shape: 'workflow-nested',
      clientId: uaa.clientid,
      secret: { kind: 'client-secret', value: uaa.clientsecret },
      tokenUrl,
      variables: { content_endpoint: nestedKey.content_endpoint, ...endpoints },
      identity: { tenant: 'acme-dev', subaccountId: uaa.zoneid, xsappname: uaa.xsappname, serviceInstanceId: null },
      suggestedName: 'acme-dev',
      warnings: [],
    });
  });

  it('takes tenant, subaccount and service instance from the fuller uaa block', () => {
    const fuller = { ...uaa, identityzone: 'acme', subaccountid: 'sub', serviceInstanceId: 'inst', tenantid: 'ten' };
    const { identity } = read(printed({ ...nestedKey, uaa: fuller }));
    expect(identity).toMatchObject({ tenant: 'acme', subaccountId: 'sub', serviceInstanceId: 'inst' });
  });

  it('reads a flat key, and says that no endpoint is in it', () => {
    const key = read(printed({ ...uaa, 'credential-type': 'binding-secret' }));
    expect(key).toMatchObject({ shape: 'flat', tokenUrl, variables: {} });
    expect(key.warnings).toEqual(['The key names no workflow_rest_url: add it to the variables of the connection.']);
  });

  it('reads a flat key that names the workflow address beside the login', () => {
    const key = read(printed({ ...uaa, workflow_rest_url: endpoints.workflow_rest_url }));
    expect(key).toMatchObject({ shape: 'flat', variables: { workflow_rest_url: endpoints.workflow_rest_url } });
  });

  it('reads a key wrapped in credentials', () => {
    expect(read(printed({ credentials: nestedKey }))).toMatchObject({ shape: 'credentials-wrapped', tokenUrl });
  });

  it('reads what cf service-key prints, and names the connection after the instance', () => {
    const text = `Getting key sk1 for service instance wf-dev as me@acme.example...\r\n\r\n${printed(nestedKey)}\r\n`;
    expect(read(text)).toMatchObject({ shape: 'workflow-nested', suggestedName: 'acme-dev · wf-dev' });
  });

  it('takes the workflow service out of VCAP_SERVICES, whatever stands beside it', () => {
    const services = {
      xsuaa: [{ label: 'xsuaa', name: 'my-uaa', credentials: { ...uaa, clientid: 'sb-other!t1' } }],
      workflow: [{ label: 'workflow', name: 'wf-dev', tags: [], credentials: nestedKey }],
    };
    const wanted = { shape: 'vcap-services', clientId: uaa.clientid, suggestedName: 'acme-dev · wf-dev' };
    expect(read(printed({ VCAP_SERVICES: services }))).toMatchObject(wanted);
    expect(read(printed(services))).toMatchObject(wanted);
  });

  it('reads what cf env prints, with a second object behind the first', () => {
    const text = `System-Provided:\n${printed({ VCAP_SERVICES: { workflow: [{ credentials: nestedKey }] } })}\n\n{"VCAP_APPLICATION": {}}\n`;
    expect(read(text)).toMatchObject({ shape: 'vcap-services', clientId: uaa.clientid });
  });

  it('derives the workflow address of a Process Automation key from its gateway, and says so', () => {
    const api = 'https://spa-api-gateway-bpi-eu-prod.cfapps.eu10.hana.ondemand.com';
    const key = read(printed({ endpoints: { api }, uaa }));
    expect(key).toMatchObject({
      shape: 'process-automation',
      variables: { api, workflow_rest_url: `${api}/workflow/rest` },
    });
    expect(key.warnings).toHaveLength(1);
  });

  it('reads an X.509 key, whose token endpoint is the one for certificates', () => {
    const { clientsecret: _, ...rest } = uaa;
    const x509 = {
      ...rest,
      'credential-type': 'x509',
      certificate: pem('CERTIFICATE') + pem('CERTIFICATE'),
      certurl: 'https://acme-dev.authentication.cert.eu10.hana.ondemand.com',
      key: pem('RSA PRIVATE KEY'),
    };
    const key = read(printed({ credentials: { ...nestedKey, uaa: x509 } }));
    expect(key.tokenUrl).toBe('https://acme-dev.authentication.cert.eu10.hana.ondemand.com/oauth/token');
    expect(key.secret.kind === 'x509' && key.secret.certificate.split('-----BEGIN').length - 1).toBe(2);
  });

  it('mends line breaks of a PEM that are written as backslash n', () => {
    const literal = (label: string) => pem(label).replaceAll('\n', '\\n');
    const { clientsecret: _, ...rest } = uaa;
    const key = read(
      printed({
        ...rest,
        certificate: literal('CERTIFICATE'),
        key: literal('PRIVATE KEY'),
        certurl: 'https://c.example',
      }),
    );
    expect(key.secret.kind === 'x509' && key.secret.key.split('\n').at(0)).toBe('-----BEGIN PRIVATE KEY-----');
    expect(key.secret.kind === 'x509' && key.secret.key.includes('\\')).toBe(false);
    expect(key.warnings.filter((warning) => warning.includes('mended'))).toHaveLength(2);
  });

  it.each([
    ['https://a.example/oauth/token', 'https://a.example/oauth/token'],
    ['https://a.example/oauth/token/', 'https://a.example/oauth/token'],
    ['https://a.example/oauth/token?grant_type=client_credentials', 'https://a.example/oauth/token'],
    ['https://a.example/uaa/', 'https://a.example/uaa/oauth/token'],
    [' https://a.example ', 'https://a.example/oauth/token'],
    ['http://127.0.0.1:4711/uaa', 'http://127.0.0.1:4711/uaa/oauth/token'],
    ['http://localhost:4711', 'http://localhost:4711/oauth/token'],
    ['http://[::1]:4711', 'http://[::1]:4711/oauth/token'],
  ])('makes the token endpoint of %s', (url, expected) => {
    expect(read(printed({ ...nestedKey, uaa: { ...uaa, url } })).tokenUrl).toBe(expected);
  });

  it('does not mind a byte order mark', () => {
    expect(read(`\ufeff${printed(nestedKey)}`).clientId).toBe(uaa.clientid);
  });

  it('prefers no field that only the prototype has', () => {
    expect(
      readServiceKey('{"uaa": {"constructor": {}, "url": "https://a.example", "xsappname": "x", "zoneid": "z"}}').ok,
    ).toBe(false);
  });
});

describe('what is wrong with a broken key', () => {
  const text = printed(nestedKey);
  const lines = text.split('\n');
  const lineOf = (needle: string) => lines.findIndex((line) => line.includes(needle)) + 1;

  it('points at a trailing comma', () => {
    const broken = text.replace(/("zoneid": "[^"]+")/, '$1,');
    expect(problemsOf(broken)).toEqual([
      {
        field: '',
        line: lineOf('"zoneid"'),
        column: (lines[lineOf('"zoneid"') - 1]?.length ?? 0) + 1,
        sentence: 'A comma stands after the last item.',
        mend: 'Remove the comma.',
      },
    ]);
  });

  it('points at the place of a missing comma', () => {
    const broken = text.replace(/("clientid": "[^"]+"),/, '$1');
    const line = lineOf('"clientid"');
    expect(problemsOf(broken)).toMatchObject([
      { line, column: lines[line - 1]?.length, sentence: 'A comma is missing between two items.' },
    ]);
  });

  it('names the line of the brace that is never closed', () => {
    expect(problemsOf(text.replace(/\}\s*$/, ''))).toMatchObject([
      { sentence: 'The text ends, but the { of line 1 is still open.' },
    ]);
  });

  it('notices a missing opening brace', () => {
    expect(problemsOf(text.replace('{', '').replace(/\}$/, ''))).toHaveLength(1);
    expect(problemsOf(printed({ uaa, endpoints }).replace('{', ''))).toMatchObject([
      { sentence: 'The opening brace before the first name is missing.' },
    ]);
  });

  it('notices braces that end the key too early', () => {
    const early = `${printed({ uaa })}, "endpoints": ${printed(endpoints)} }`;
    expect(problemsOf(early)).toMatchObject([{ sentence: 'Something follows after the end.' }]);
  });

  it('points at a typographic quote', () => {
    const broken = text.replace('"clientid"', '“clientid”');
    expect(problemsOf(broken)).toMatchObject([{ line: lineOf('"clientid"'), column: 5 }]);
    expect(problemsOf(broken)[0]?.sentence).toContain('typographic');
  });

  it.each(['clientid', 'clientsecret', 'url'])('names a missing %s, and the block it belongs into', (name) => {
    const { [name as 'url']: _, ...rest } = uaa;
    expect(problemsOf(printed({ ...nestedKey, uaa: rest }))).toMatchObject([
      { field: `uaa.${name}`, line: lineOf('"uaa"'), column: 10, sentence: `\`uaa.${name}\` is missing.` },
    ]);
  });

  it.each([
    [42, 'is not a text'],
    ['', 'is empty'],
    ['********', 'holds a placeholder'],
    ['<your secret>', 'holds a placeholder'],
  ])('refuses %j as a secret, and points at it', (clientsecret, said) => {
    expect(problemsOf(printed({ ...nestedKey, uaa: { ...uaa, clientsecret } }))).toMatchObject([
      { field: 'uaa.clientsecret', line: lineOf('"clientsecret"'), sentence: `\`uaa.clientsecret\` ${said}.` },
    ]);
  });

  it.each([
    ['http://acme.example', 'is not https'],
    ['http://127.0.0.1.evil.example', 'is not https'],
    ['acme.example', 'is not a web address'],
    ['ftp://acme.example', 'is not a web address'],
    ['https://me:pw@acme.example', 'holds a user name or password'],
  ])('refuses %s as the address of the token service', (url, said) => {
    expect(problemsOf(printed({ ...nestedKey, uaa: { ...uaa, url } }))).toMatchObject([
      { field: 'uaa.url', line: lineOf('"url"'), sentence: `\`uaa.url\` ${said}.` },
    ]);
  });

  it('refuses a workflow address without TLS, since the token would travel in the open', () => {
    const open = { ...nestedKey, endpoints: { workflow_rest_url: 'http://wf.example/rest' } };
    expect(problemsOf(printed(open))).toMatchObject([{ field: 'endpoints.workflow_rest_url' }]);
  });

  it('says every problem of a key at once', () => {
    const broken = { endpoints, uaa: { clientid: uaa.clientid, uaadomain: 'x', zoneid: 'y' } };
    expect(problemsOf(printed(broken)).map((problem) => problem.field)).toEqual(['uaa.clientsecret', 'uaa.url']);
  });

  it('holds a key that calls itself X.509 to that, whatever else is in it', () => {
    const claimed = { ...uaa, 'credential-type': 'x509', certurl: 'https://a.example' };
    expect(problemsOf(printed(claimed)).map((problem) => problem.field)).toEqual(['certificate', 'key']);
  });

  it('refuses an X.509 key that is cut or encrypted', () => {
    const x509 = {
      'credential-type': 'x509',
      clientid: uaa.clientid,
      certificate: pem('CERTIFICATE').slice(0, 60),
      key: pem('ENCRYPTED PRIVATE KEY'),
    };
    expect(problemsOf(printed(x509)).map((problem) => problem.field)).toEqual(['certificate', 'key', 'certurl']);
  });
});

describe('files of another kind', () => {
  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['0\ufffd\u0010X\0\u0002', 'binary'],
    [pem('CERTIFICATE'), 'PEM'],
    ['<!DOCTYPE html><style>a {b}</style>', 'web page'],
    ['Not logged in. Use cf login.', 'no opening brace'],
    ['{"type": "service_account", "client_email": "a@b.example"}', 'Google service account'],
    ['{"authorities": ["TASK_GET"]}', 'list of authorities'],
    ['{"hello": "world"}', 'names no client id'],
    ['[]', 'names no client id'],
  ])('tells %j by what it is', (text, said) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.sentence).toContain(said);
  });
});

describe('whatever is handed over', () => {
  const hidden = ['clientsecret', 'certificate', 'key'];
  const secretText = fc.string({ minLength: 12, maxLength: 40, unit: fc.constantFrom(...'kQzX7$+=_~') });

  it('says problems for every truncation of a key, and never repeats a value', () => {
    fc.assert(
      fc.property(secretText, secretText, fc.nat(), fc.boolean(), (clientsecret, clientid, cut, isLaidOut) => {
        const key = { ...nestedKey, uaa: { ...uaa, clientid, clientsecret } };
        const text = isLaidOut ? printed(key) : JSON.stringify(key);
        const problems = problemsOf(text.slice(0, cut % text.length));
        expect(problems.length).toBeGreaterThan(0);
        const said = JSON.stringify(problems);
        for (const value of [clientsecret, clientid, ...Object.values(uaa)]) expect(said).not.toContain(value);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and never repeats a secret, when fields hold anything at all', () => {
    const anyValue = fc.oneof(fc.jsonValue(), secretText);
    const fields = fc.record(
      Object.fromEntries(
        [...Object.keys(uaa), ...hidden, 'certurl', 'credential-type'].map((name) => [name, anyValue]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, (block) => {
        const said = JSON.stringify(problemsOf(printed({ endpoints, uaa: block })));
        for (const value of Object.values(block)) {
          if (typeof value === 'string' && value.length >= 12) expect(said).not.toContain(value);
        }
      }),
    );
  });

  it('never throws on hostile text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.json(), (noise, json) => {
        readServiceKey(noise);
        readServiceKey(noise + json);
      }),
    );
    expect(readServiceKey('['.repeat(200_000)).ok).toBe(false);
    expect(readServiceKey(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`).ok).toBe(false);
  });
});
