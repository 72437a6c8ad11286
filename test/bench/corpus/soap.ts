import type { Answer, Entry, Header, World } from './case.ts';
import { basic, entry, page } from './wire.ts';

// What goes to and comes from the task service of an ActiveVOS server (facts 3.1 to 3.4).

export const htdt = 'http://www.example.org/WS-HT/api/xsd';
export const htda = 'http://www.example.org/WS-HT/api';
const soapenv = 'http://schemas.xmlsoap.org/soap/envelope/';
export const taskId = 'urn:b4p:20717';

export function envelope(content: string, namespace = htdt): string {
  return `<soapenv:Envelope xmlns:soapenv="${soapenv}" xmlns:htdt="${namespace}"><soapenv:Header/><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
}

type Query = { role?: string; status?: readonly string[]; where?: string; max?: number; type?: string };

export function myTasks(query: Query = {}): string {
  const { role, status = [], where, max = 20, type = 'TASKS' } = query;
  const parts = [
    `<htdt:taskType>${type}</htdt:taskType>`,
    role === undefined ? '' : `<htdt:genericHumanRole>${role}</htdt:genericHumanRole>`,
    ...status.map((one) => `<htdt:status>${one}</htdt:status>`),
    where === undefined ? '' : `<htdt:whereClause>${where}</htdt:whereClause>`,
    `<htdt:maxTasks>${max}</htdt:maxTasks>`,
  ];
  return envelope(`<htdt:getMyTasks>${parts.join('')}</htdt:getMyTasks>`);
}

export function onTask(operation: string, more = ''): string {
  return envelope(`<htdt:${operation}><htdt:identifier>${taskId}</htdt:identifier>${more}</htdt:${operation}>`);
}

export function xml(status: number, body: string, headers: readonly Header[] = []): Answer {
  return {
    status,
    text: status === 200 ? 'OK' : 'Internal Server Error',
    headers: [['Server', 'Apache-Coyote/1.1'], ['Content-Type', 'text/xml;charset=utf-8'], ...headers],
    body: `<?xml version="1.0" encoding="utf-8"?>\n${body}`,
  };
}

type Task = { id?: string; status?: string; owner?: string; escalated?: boolean };

const abstractOf = ({ id = taskId, status = 'READY', owner, escalated = false }: Task) =>
  `<htdt:taskAbstract xmlns:htda="${htda}"><htda:id>${id}</htda:id><htda:taskType>TASK</htda:taskType><htda:name>ApproveOrder</htda:name><htda:status>${status}</htda:status><htda:priority>5</htda:priority>${owner === undefined ? '' : `<htda:actualOwner>${owner}</htda:actualOwner>`}<htda:createdOn>2026-11-19T08:00:00Z</htda:createdOn><htda:isSkipable>true</htda:isSkipable><htda:hasOutput>false</htda:hasOutput><htda:escalated>${escalated}</htda:escalated><htda:presentationName>Approve</htda:presentationName></htdt:taskAbstract>`;

export function taskList(...tasks: Task[]): Answer {
  return xml(200, envelope(`<htdt:getMyTasksResponse>${tasks.map(abstractOf).join('')}</htdt:getMyTasksResponse>`));
}

/** An answer of getTaskInfo, which tells of one task what a list tells of many. */
export function taskInfo(task: Task): Answer {
  return xml(
    200,
    envelope(
      `<htdt:getTaskInfoResponse>${abstractOf(task).replaceAll('taskAbstract', 'task')}</htdt:getTaskInfoResponse>`,
    ),
  );
}

export function fault(name: string, words: string, detail = ''): Answer {
  const content = detail === '' ? words : detail;
  return xml(
    500,
    envelope(
      `<soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>${words}</faultstring><detail><htdt:${name}>${content}</htdt:${name}></detail></soapenv:Fault>`,
    ),
  );
}

export function plainFault(words: string, code = 'soapenv:Server', detail = ''): Answer {
  return xml(
    500,
    envelope(
      `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${words}</faultstring><detail>${detail}</detail></soapenv:Fault>`,
    ),
  );
}

export const taskService = '/active-bpel/services/AeB4PTaskClient-taskOperations';

type Sent = { at?: number; user?: string | null; path?: string; headers?: readonly Header[] };

export function soapCall(w: World, body: string, answer: Answer, sent: Sent = {}): Entry {
  const { at = -60, user = 'mary', path = taskService, headers = [] } = sent;
  const login = user === null ? [] : [basic(user, `pw-${user}-5x`)];
  return entry(at, 'POST', `http://${w.processHost}${path}`, answer, {
    headers: [['Content-Type', 'text/xml; charset=utf-8'], ['SOAPAction', '""'], ...login, ...headers],
    body,
  });
}

const tomcatStyle = 'h1 {font-family:Tahoma,Arial,sans-serif;color:white;background-color:#525D76;font-size:22px;}';

/** The error pages of Tomcat 9, Tomcat 7, WebLogic 12c and Undertow (JBoss EAP 7). */
export const containers = {
  tomcat: (status: number, title: string, words: string) =>
    page(
      status,
      `<!doctype html><html lang="en"><head><title>HTTP Status ${status} – ${title}</title><style type="text/css">${tomcatStyle}</style></head><body><h1>HTTP Status ${status} – ${title}</h1><hr class="line" /><p><b>Type</b> Status Report</p><p><b>Description</b> ${words}</p><hr class="line" /><h3>Apache Tomcat/9.0.65</h3></body></html>`,
    ),
  tomcat7: (status: number, words: string) =>
    page(
      status,
      `<html><head><title>Apache Tomcat/7.0.94 - Error report</title></head><body><h1>HTTP Status ${status} - </h1><HR size="1" noshade="noshade"><p><b>type</b> Status report</p><p><b>message</b> <u></u></p><p><b>description</b> <u>${words}</u></p><HR size="1" noshade="noshade"><h3>Apache Tomcat/7.0.94</h3></body></html>`,
      [['Server', 'Apache-Coyote/1.1']],
    ),
  weblogic: (status: number, title: string, section: string) =>
    page(
      status,
      `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Draft//EN">\n<HTML>\n<HEAD>\n<TITLE>Error ${status}--${title}</TITLE>\n</HEAD>\n<BODY bgcolor="white">\n<FONT FACE=Helvetica><BR CLEAR=all>\n<TABLE border=0 cellspacing=5><TR><TD><BR CLEAR=all>\n<FONT FACE="Helvetica" COLOR="black" SIZE="3"><H2>Error ${status}--${title}</H2>\n</FONT></TD></TR>\n</TABLE>\n<TABLE border=0 width=100% cellpadding=10><TR><TD VALIGN=top WIDTH=100% BGCOLOR=white><FONT FACE="Courier New"><FONT FACE="Helvetica" SIZE="3"><H3>From RFC 2068 <i>Hypertext Transfer Protocol -- HTTP/1.1</i>:</H3>\n</FONT><FONT FACE="Helvetica" SIZE="3"><H4>${section}</H4>\n</FONT></TD></TR>\n</TABLE>\n</BODY>\n</HTML>\n`,
      [['X-Powered-By', 'Servlet/2.5 JSP/2.1']],
    ),
  undertow: (status: number, title: string) =>
    page(status, `<html><head><title>Error</title></head><body>${title}</body></html>`, [
      ['Server', 'JBoss-EAP/7'],
      ['X-Powered-By', 'Undertow/1'],
    ]),
};

export function challenged(answer: Answer, realm: string): Answer {
  return { ...answer, headers: [...answer.headers, ['WWW-Authenticate', `Basic realm="${realm}"`]] };
}
