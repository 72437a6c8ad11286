/**
 * Namespaces of the task API. They are ActiveVOS's own: the OASIS ones (`…/ws-humantask/api/200803`) belong to
 * WS-HumanTask 1.1, and this endpoint does not know them.
 */
export const namespaces = {
  soapenv: 'http://schemas.xmlsoap.org/soap/envelope/',
  htdt: 'http://www.example.org/WS-HT/api/xsd',
  htda: 'http://www.example.org/WS-HT/api',
  htd: 'http://www.example.org/WS-HT',
} as const;
type Prefix = keyof typeof namespaces;

/** An element to be written: `htdt:claim` and what is in it. Text is escaped when it is written. */
export type XmlNode = { name: string; content: string | readonly XmlNode[] };

/** Shorthand for an element. */
export function element(name: string, content: XmlNode['content'] = []): XmlNode {
  return { name, content };
}

/** Text fit to stand in an element or an attribute. What XML 1.0 cannot hold at all is left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

// Production [2] of XML 1.0: control characters, half surrogates and the two non-characters are no XML.
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A SOAP 1.1 envelope, laid out to be read; only the namespaces in use are declared. */
export function envelope(body: XmlNode, { hasHeader = true } = {}): string {
  const inner = written(body, 2);
  const used = (Object.keys(namespaces) as Prefix[]).filter(
    (prefix) => prefix === 'soapenv' || inner.includes(`<${prefix}:`),
  );
  const declared = used.map((prefix) => ` xmlns:${prefix}="${namespaces[prefix]}"`).join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<soapenv:Envelope${declared}>`,
    ...(hasHeader ? ['  <soapenv:Header/>'] : []),
    '  <soapenv:Body>',
    inner,
    '  </soapenv:Body>',
    '</soapenv:Envelope>',
  ].join('\n');
}

/** An operation on one task: its id, and what else the operation takes, in the order given. */
export function taskEnvelope(operation: string, taskId: string, more: readonly XmlNode[] = []): string {
  return envelope(element(`htdt:${operation}`, [element('htdt:identifier', taskId), ...more]));
}

export const humanRoles = [
  'POTENTIAL_OWNERS',
  'OWNER',
  'ADMINISTRATORS',
  'NOTIFICATION_RECIPIENTS',
  'INITIATOR',
  'STAKEHOLDERS',
] as const;
export type HumanRole = (typeof humanRoles)[number];

/** `READY` is unclaimed, `RESERVED` claimed, `IN_PROGRESS` started. */
export const taskStatuses = [
  'READY',
  'RESERVED',
  'IN_PROGRESS',
  'SUSPENDED',
  'EXITED',
  'FAILED',
  'ERROR',
  'COMPLETED',
  'OBSOLETE',
] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export type TaskQuery = {
  taskType: 'TASKS' | 'NOTIFICATIONS' | 'ALL';
  /** Left out, it asks as potential owner. */
  genericHumanRole?: HumanRole;
  workQueue?: string;
  /** Of which one is enough. */
  status?: readonly TaskStatus[];
  /** Over `Task.…` properties, whose names are case-sensitive. */
  whereClause?: string;
  createdOnClause?: string;
  maxTasks?: number;
};

/** The envelope of a task list. The order of its elements is fixed. */
export function taskListEnvelope(operation: 'getMyTasks' | 'getMyTaskAbstracts', query: TaskQuery): string {
  const optional = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [element(`htdt:${name}`, String(value))];
  return envelope(
    element(`htdt:${operation}`, [
      element('htdt:taskType', query.taskType),
      ...optional('genericHumanRole', query.genericHumanRole),
      ...optional('workQueue', query.workQueue),
      ...(query.status ?? []).map((status) => element('htdt:status', status)),
      ...optional('whereClause', query.whereClause),
      ...optional('createdOnClause', query.createdOnClause),
      ...optional('maxTasks', query.maxTasks),
    ]),
  );
}

/**
 * Local name of the element in the body of an envelope, which is the operation; null when there is none. Read without a
 * parser, since a draft being typed is mostly no XML yet.
 */
export function operationIn(envelopeText: string): string | null {
  const start = /<(?:[\w.-]{1,40}:)?Body\b[^<>]*>/.exec(envelopeText.slice(0, 64 * 1024));
  if (start === null) return null;
  const inside = envelopeText.slice(start.index + start[0].length).replace(/^(?:\s|<!--[\s\S]*?-->)+/, '');
  return /^<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,80})/.exec(inside)?.[1] ?? null;
}

function written({ name, content }: XmlNode, depth: number): string {
  const indent = '  '.repeat(depth);
  if (content.length === 0) return `${indent}<${name}/>`;
  if (typeof content === 'string') return `${indent}<${name}>${escapeXml(content)}</${name}>`;
  const inside = content.map((child) => written(child, depth + 1)).join('\n');
  return `${indent}<${name}>\n${inside}\n${indent}</${name}>`;
}
