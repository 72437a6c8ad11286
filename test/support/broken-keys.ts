/** A fault put into a service key, and what has to be said about it. */
export type BrokenKey = {
  fault: string;
  /** The text that `serviceKey` becomes. */
  breakIt(serviceKey: string): string;
  /** The field that is named; empty where the fault is in the text and not in a field. */
  field: string;
  /** A piece of the text that stands where the place has to point, counted in the broken text. */
  pointsAt: (broken: string) => number;
  sentence: string;
  mend: string;
};

const copyAgain = 'Copy the service key again from `cf service-key` or the cockpit, all of it.';

function withUaa(serviceKey: string, change: (uaa: Record<string, unknown>) => void): string {
  const key = JSON.parse(serviceKey);
  change(key.uaa);
  return JSON.stringify(key, null, 2);
}

/** The faults people's keys really have. */
export const brokenKeys: readonly BrokenKey[] = [
  {
    fault: 'a comma after the last field',
    breakIt: (key) => key.replace(/("zoneid": "[^"]+")/, '$1,'),
    field: '',
    pointsAt: (broken) => broken.search(/,\s*}/),
    sentence: 'A comma stands after the last item.',
    mend: 'Remove the comma.',
  },
  {
    fault: 'a comma that is missing',
    breakIt: (key) => key.replace(/("clientid": "[^"]+"),/, '$1'),
    field: '',
    pointsAt: (broken) => broken.search(/\n\s*"clientsecret"/),
    sentence: 'A comma is missing between two items.',
    mend: 'Add a comma here.',
  },
  {
    fault: 'typographic quotes',
    breakIt: (key) => key.replace('"clientid"', '“clientid”'),
    field: '',
    pointsAt: (broken) => broken.indexOf('“clientid”'),
    sentence: 'A typographic quote stands where a straight one belongs.',
    mend: 'Replace it by ". Word processors and chats change quotes: copy from the source again.',
  },
  {
    fault: 'an address without TLS',
    breakIt: (key) => withUaa(key, (uaa) => Object.assign(uaa, { url: 'http://acme.example' })),
    field: 'uaa.url',
    pointsAt: (broken) => broken.indexOf('"http://acme.example"'),
    sentence: '`uaa.url` is not https.',
    mend: 'Only a service on this machine may be called without TLS.',
  },
  {
    fault: 'a masked secret',
    breakIt: (key) => withUaa(key, (uaa) => Object.assign(uaa, { clientsecret: '********' })),
    field: 'uaa.clientsecret',
    pointsAt: (broken) => broken.indexOf('"********"'),
    sentence: '`uaa.clientsecret` holds a placeholder.',
    mend: copyAgain,
  },
  {
    fault: 'no client id',
    breakIt: (key) =>
      withUaa(key, (uaa) => {
        uaa.clientid = '';
      }),
    field: 'uaa.clientid',
    pointsAt: (broken) => broken.indexOf('""'),
    sentence: '`uaa.clientid` is empty.',
    mend: copyAgain,
  },
];

/** A key with three faults at once. */
export function manifoldBrokenKey(serviceKey: string): string {
  return withUaa(serviceKey, (uaa) =>
    Object.assign(uaa, { clientid: '', clientsecret: '********', url: 'http://acme.example' }),
  );
}

/** A key of the token service alone: it can log in, and does not say where the workflow service is. */
export function keyWithoutEndpoints(serviceKey: string): string {
  const { uaa } = JSON.parse(serviceKey);
  return JSON.stringify(uaa, null, 2);
}

/** Where a key says its workflow service is. */
export function restUrlOf(serviceKey: string): string {
  return JSON.parse(serviceKey).endpoints.workflow_rest_url;
}

/** Line and column of a place in a text, counted from 1, as the app writes them. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** Files that are dropped by mistake, and what they are told to be. */
export const otherFiles: readonly { name: string; text: string; sentence: string }[] = [
  {
    name: 'service-account.json',
    text: JSON.stringify({ type: 'service_account', client_email: 'robot@acme.example' }),
    sentence: 'This is a Google service account key without private_key.',
  },
  {
    name: 'authorities.json',
    text: JSON.stringify({ authorities: ['WORKFLOW_INSTANCE_START'] }),
    sentence: 'This is a list of authorities for updating a service instance, and not a service key.',
  },
  {
    name: 'login.html',
    text: '<!doctype html><title>Log in</title>',
    sentence: 'This is a web page or XML, and no key.',
  },
  { name: 'empty.json', text: '', sentence: 'The file is empty.' },
];
