import { readTree } from './read-tree.ts';
import { childOf, descendantsOf, payloadOf, textIn, wholeText, type XmlElement } from './xml-element.ts';

/** A fault of SOAP or of the task API, as far as it says something. */
export type SoapFault = {
  /** `illegalState`; empty when the fault is not one of the task API's. */
  name: string;
  /** Task status in the detail of an `illegalState`; null elsewhere. */
  status: string | null;
  /** Who has the task, where the detail says so; null elsewhere. */
  owner: string | null;
  message: string;
  /** `VersionMismatch`, `Server.NoService`: the fault code without its prefix. */
  code: string;
  /** The first 4,000 characters of all it says, to look for words in. */
  text: string;
};

/** The faults of the task API. The elements are called so; the WSDL calls them `…Fault`. */
export const faultNames = [
  'illegalArgument',
  'illegalState',
  'illegalAccess',
  'illegalOperation',
  'recipientNotAllowed',
] as const;

const longest = 200;
const longestText = 4_000;

/** Reads the fault in an answer, in XML or JSON, by local names, since its exact form is not documented. Null without one. */
export function readSoapFault(text: string | null): SoapFault | null {
  return faultIn(payloadOf(readTree(text ?? '')));
}

/** The fault an answer's payload is; null when it is none. What an operation returns may hold the same words deeper down. */
export function faultIn(payload: XmlElement | null): SoapFault | null {
  if (payload === null) return null;
  const own = knownName(payload.name);
  if (payload.name.toLowerCase() !== 'fault' && own === null) return null;
  const detail = own === null ? (childOf(payload, 'detail') ?? payload) : payload;
  const named = own === null ? descendantsOf(detail).find(({ name }) => knownName(name) !== null) : payload;
  const codes = codesOf(payload);
  const said = saidBy(payload);
  const name = knownName(named?.name ?? '') ?? codes.map(knownName).find((one) => one !== null) ?? '';
  const message = textIn(named ?? null, 'message') ?? wholeText(named ?? null);
  return {
    name,
    status: named === undefined ? null : textIn(named, 'status'),
    owner: ownerIn(detail),
    message: (message || said).replaceAll(/\s+/g, ' ').trim().slice(0, longest),
    code: codes[0] ?? '',
    text: `${said} ${codes.join(' ')} ${namesAndText(detail)}`.slice(0, longestText).trim(),
  };
}

function saidBy(fault: XmlElement): string {
  return (textIn(fault, 'faultstring') ?? wholeText(childOf(fault, 'reason'))).replaceAll(/\s+/g, ' ').trim();
}

/** `soapenv:Server` → `Server`; SOAP 1.2 has a value, and maybe one under it. */
function codesOf(fault: XmlElement): string[] {
  const twelve = descendantsOf(childOf(fault, 'code')).filter(({ name }) => name.toLowerCase() === 'value');
  const all = [textIn(fault, 'faultcode') ?? '', ...twelve.map(({ text }) => text.trim())];
  return all.filter((one) => one !== '').map((one) => one.slice(one.lastIndexOf(':') + 1).slice(0, 80));
}

function ownerIn(detail: XmlElement | null): string | null {
  const owner = descendantsOf(detail).find(({ name }) => name === 'actualOwner') ?? null;
  return wholeText(owner) || null;
}

function namesAndText(detail: XmlElement | null): string {
  return descendantsOf(detail)
    .map(({ name, text }) => `${name} ${text.trim()}`)
    .join(' ');
}

/** `illegalAccessFault`, `IllegalAccess` → `illegalAccess`. */
function knownName(name: string): string | null {
  const bare = name.replace(/Fault$/i, '').toLowerCase();
  return faultNames.find((one) => one.toLowerCase() === bare) ?? null;
}
