import { firstJsonProblem } from '../text/json-problems.ts';
import { isCurl, readCurl } from './curl.ts';
import { isHar, readHar } from './har.ts';
import { withoutBlanked } from './har-withheld.ts';
import { type TrafficReading, unreadable } from './imported-exchange.ts';
import { objectOf } from './json.ts';
import { otherJson, otherText } from './not-traffic.ts';
import { isPostman, readPostman } from './postman.ts';
import { readRawHttp } from './raw-http.ts';

/** Texts longer than this are refused: parsed, they would take several times their size in memory. */
export const longestTraffic = 128 * 1024 * 1024;

/**
 * Reads what somebody's tool recorded, recognised by content: a HAR, curl commands and what they printed, a Postman dump.
 * Every secret of the text is still in the result; `toExchanges` takes them out.
 */
export function readTraffic(given: string): TrafficReading {
  if (given.length > longestTraffic) return tooLarge();
  const text = unquoted(given.replace(/^\ufeff/, ''));
  if (/^\s*[{[]/.test(text)) return readJson(text);
  const raw = readRawHttp(text);
  if (raw !== null) return raw;
  return cleaned((isCurl(text) ? readCurl(text) : null) ?? otherText(text));
}

/** A transcript forwarded by mail stands behind `> `, line by line, its own marks included. */
function unquoted(text: string): string {
  const isQuoted =
    /^> ?(?:\* {2,}|\* (?:Connected|Trying|Could not)|> [A-Z]+ \S+ HTTP\/|< HTTP\/|\$ curl\s|curl\s+-)/m.test(text);
  return isQuoted ? text.replaceAll(/^> ?/gm, '') : text;
}

function cleaned(reading: TrafficReading): TrafficReading {
  return reading.ok ? { ...reading, exchanges: reading.exchanges.map(withoutBlanked) } : reading;
}

export function tooLarge(): TrafficReading {
  const mend = 'Clear the network tab, repeat only the call in question, and save that.';
  return unreadable(`The file is larger than ${longestTraffic / 1024 / 1024} MB.`, mend);
}

function readJson(text: string): TrafficReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // `[jane@host ~]$ curl …` begins like a list.
    return (/^\s*\[/.test(text) && isCurl(text) ? readCurl(text) : null) ?? brokenJson(text);
  }
  const object = objectOf(Array.isArray(value) ? { log: { entries: value } } : value);
  if (object === null) return otherText('');
  if (isHar(object)) return Array.isArray(value) && value.length === 0 ? otherJson({}) : readHar(object);
  return cleaned(isPostman(object) ? readPostman(object) : otherJson(object));
}

/** A browser that was closed too early leaves half a HAR. Where it breaks is told, not what stands there. */
function brokenJson(text: string): TrafficReading {
  const problem = firstJsonProblem(text);
  const kind = /"log"\s*:/.test(text.slice(0, 4000)) ? 'HAR' : 'JSON';
  if (problem === null) return unreadable(`The ${kind} cannot be read.`, 'Save it once more.');
  const place = problem.line === null ? '' : ` in line ${problem.line}, column ${problem.column}`;
  return unreadable(`The ${kind} breaks${place}: ${problem.sentence}`, problem.mend, {
    line: problem.line,
    column: problem.column,
  });
}
