import type { Problem } from '../../contract/errors.ts';
import { type JsonPath, locateJson } from '../../text/json-locate.ts';
import { textPosition } from '../../text/text-position.ts';
import type { JsonObject } from './key-login.ts';

/** Reads the fields of one object of a service key, and gathers what is wrong or remarkable. Never repeats a value. */
export type KeyFields = {
  /** The field's text without white space around it; null, with a problem, when it is missing or no proper text. */
  required(name: string): string | null;
  /** The same without a problem. */
  optional(...names: string[]): string | null;
  /** The field as an https address without query and trailing slash; null, with a problem, when it is none. */
  address(name: string): string | null;
  problem(name: string, sentence: string, mend: string): void;
  warn(sentence: string): void;
};

/** Where an object stands in the text of a key, and the lists its reading adds to. */
export type KeyPlace = { text: string; from: number; path: JsonPath; problems: Problem[]; warnings: string[] };

export function readFields(object: JsonObject, place: KeyPlace): KeyFields {
  const fields: KeyFields = {
    required(name) {
      const value = Object.hasOwn(object, name) ? object[name] : undefined;
      const fault = faultOf(value);
      if (fault === null) return String(value).trim();
      fields.problem(name, `\`${fieldName(place.path, name)}\` ${fault}.`, copyAgain);
      return null;
    },
    optional(...names) {
      const name = names.find((one) => Object.hasOwn(object, one) && faultOf(object[one]) === null);
      return name === undefined ? null : String(object[name]).trim();
    },
    address(name) {
      const value = fields.required(name);
      return value === null ? null : readAddress(value, fieldName(place.path, name), name, fields);
    },
    problem(name, sentence, mend) {
      place.problems.push({ field: fieldName(place.path, name), ...positionOf(place, name), sentence, mend });
    },
    warn(sentence) {
      place.warnings.push(sentence);
    },
  };
  return fields;
}

const copyAgain = 'Copy the service key again from `cf service-key` or the cockpit, all of it.';

function faultOf(value: unknown): string | null {
  if (value === undefined) return 'is missing';
  if (typeof value !== 'string') return 'is not a text';
  if (value.trim() === '') return 'is empty';
  return /^\s*(?:[*•…·]+|<[^<>]*>|\[?(?:redacted|masked|hidden)\]?)\s*$/i.test(value) ? 'holds a placeholder' : null;
}

function readAddress(value: string, field: string, name: string, fields: KeyFields): string | null {
  const url = URL.parse(value);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    fields.problem(name, `\`${field}\` is not a web address.`, 'It has to begin with https:// and name a host.');
    return null;
  }
  if (url.username !== '' || url.password !== '') {
    fields.problem(name, `\`${field}\` holds a user name or password.`, 'Remove what stands before the @.');
    return null;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    fields.problem(name, `\`${field}\` is not https.`, 'Only a service on this machine may be called without TLS.');
    return null;
  }
  if (url.search !== '') fields.warn(`\`${field}\` ended in a query string, which was dropped.`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '127.0.0.1';
}

function positionOf(place: KeyPlace, name: string): { line: number | null; column: number | null } {
  const offset =
    locateJson(place.text, [...place.path, name], place.from) ?? locateJson(place.text, place.path, place.from);
  return offset === null ? { line: null, column: null } : textPosition(place.text, offset);
}

/** Names that service keys are known to use. Any other is shown as `…`: a file of another kind may hold anything there. */
const knownNames = new Set([
  'uaa',
  'xsuaa',
  'credentials',
  'VCAP_SERVICES',
  'workflow',
  'endpoints',
  'process-automation-service',
]);

function fieldName(path: JsonPath, name: string): string {
  const container = path.map((segment) =>
    typeof segment === 'number' ? `[${segment}]` : `.${knownNames.has(segment) ? segment : '…'}`,
  );
  return [...container, `.${name}`].join('').replace(/^\./, '');
}
