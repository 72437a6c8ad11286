import { describe, expect, it } from 'vitest';
import { escapeXml, operationIn, taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { systemOf } from '#shared/systems/systems.ts';

const server = systemOf('process-server');
const url = 'http://host:8080/active-bpel/services/AeB4PTaskClient-taskOperations';

describe('an envelope', () => {
  it('is SOAP 1.1 with the namespaces of ActiveVOS, not those of OASIS', () => {
    expect(taskEnvelope('claim', 'urn:b4p:5')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:htdt="http://www.example.org/WS-HT/api/xsd">
  <soapenv:Header/>
  <soapenv:Body>
    <htdt:claim>
      <htdt:identifier>urn:b4p:5</htdt:identifier>
    </htdt:claim>
  </soapenv:Body>
</soapenv:Envelope>`);
  });

  it('holds the elements of a task list in the order the service wants, and a clause escaped', () => {
    const text = taskListEnvelope('getMyTasks', {
      maxTasks: 5,
      whereClause: "Task.Priority < 3 and Task.Name = 'a & b'",
      status: ['READY', 'RESERVED'],
      genericHumanRole: 'ADMINISTRATORS',
      taskType: 'ALL',
    });
    expect([...text.matchAll(/<htdt:(\w+)>([^<]+)<\//g)].map(([, name, value]) => `${name}=${value}`)).toEqual([
      'taskType=ALL',
      'genericHumanRole=ADMINISTRATORS',
      'status=READY',
      'status=RESERVED',
      "whereClause=Task.Priority &lt; 3 and Task.Name = 'a &amp; b'",
      'maxTasks=5',
    ]);
  });

  it('leaves out what XML cannot hold', () => {
    expect(escapeXml('a\u0000b\uFFFEc\uD800d\te"<>&😀')).toBe('abcd\te&quot;&lt;&gt;&amp;😀');
  });
});

describe('the catalogue of the Process Server', () => {
  it('tells its operations apart by the envelope, though all go to one address', () => {
    for (const one of server.operations) {
      const address = one.method === 'GET' ? `${url}?wsdl` : url;
      expect(server.findOperation(one.method, address, one.bodyTemplate)).toBe(one);
      expect(server.findOperation(one.method, server.draftUrl(one), one.bodyTemplate)).toBe(one);
    }
    expect(server.findOperation('POST', url)).toBeNull();
    expect(server.findOperation('GET', url)).toBeNull();
    expect(server.findOperation('POST', 'http://host/elsewhere', taskEnvelope('claim', 'urn:b4p:1'))).toBeNull();
  });

  it('sends every envelope as SOAP 1.1 does', () => {
    for (const one of server.operations.filter(({ bodyTemplate }) => bodyTemplate !== '')) {
      expect(one.headers).toEqual([
        { name: 'Content-Type', value: 'text/xml; charset=utf-8' },
        { name: 'SOAPAction', value: '""' },
      ]);
    }
  });

  it('asks before what cannot be taken back', () => {
    const destructive = server.operations.filter(({ isDestructive }) => isDestructive).map(({ id }) => id);
    expect(destructive).toEqual(['skip', 'fail', 'remove-notification']);
  });

  it.each([
    ['<Envelope><Body><claim/></Body></Envelope>', 'claim'],
    ['<e:Envelope><e:Body wsu:Id="b">\n <!-- mine --> \n<x:start xmlns:x="u">', 'start'],
    ['<e:Body></e:Body>', null],
    ['<e:Body>claim', null],
    ['', null],
  ])('reads %j as %j', (text, name) => {
    expect(operationIn(text)).toBe(name);
  });
});
