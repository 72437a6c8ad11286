import { z } from 'zod';
import type { Problem } from '#shared/contract/errors.ts';
import { locateJson } from '#shared/text/json-locate.ts';
import { firstJsonProblem } from '#shared/text/json-problems.ts';
import { textPosition } from '#shared/text/text-position.ts';
import { connectionsFormat, connectionsVersion, PortableConnection } from './connections-file.ts';
import { credentialProblems } from './credential-problems.ts';
import { problemAt } from './problem.ts';
import { normaliseTrust, trustProblems } from './trust-problems.ts';

export type ConnectionsReading = { ok: true; connections: PortableConnection[] } | { ok: false; problems: Problem[] };

const Envelope = z.object({
  format: z.literal(connectionsFormat),
  version: z.number(),
  connections: z.array(z.unknown()),
});

/** Reads an exported file. Names every problem with its field and place; none repeats a value. Never throws. */
export function readConnectionsFile(text: string): ConnectionsReading {
  const fault = firstJsonProblem(text);
  if (fault !== null) return refuse([fault]);
  const envelope = Envelope.safeParse(JSON.parse(text));
  if (!envelope.success) return refuse([problemAt('', 'This is no file of connections from Gatewright.', whichFile)]);
  if (envelope.data.version !== connectionsVersion) return refuse([otherVersion(envelope.data.version)]);
  const read = envelope.data.connections.map((value, at) => readConnection(value, at, text));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0
    ? refuse(problems)
    : { ok: true, connections: read.flatMap((one) => (one.ok ? one.connections : [])) };
}

const whichFile = 'Choose a file that was handed out by Export.';

function refuse(problems: Problem[]): ConnectionsReading {
  return { ok: false, problems };
}

function otherVersion(version: number): Problem {
  const isNewer = version > connectionsVersion;
  const sentence = isNewer
    ? 'This file was written by a newer Gatewright.'
    : 'This file says a version that never was.';
  return problemAt('version', sentence, isNewer ? 'Read it with that one, or a newer one.' : whichFile);
}

function readConnection(value: unknown, at: number, text: string): ConnectionsReading {
  const place = (path: readonly (string | number)[]) => placeOf(text, ['connections', at, ...path]);
  const result = PortableConnection.safeParse(value);
  if (!result.success) {
    return refuse(result.error.issues.map((issue) => problemOf(issue, place(fieldPath(issue)))));
  }
  const connection = { ...result.data, trust: normaliseTrust(result.data.trust) };
  const problems = [...credentialProblems(connection.credential), ...trustProblems(connection.trust)];
  if (problems.length === 0) return { ok: true, connections: [connection] };
  return refuse(
    problems.map(({ field, sentence, mend }) => {
      const { isMissing: _, ...found } = place(pathOf(field));
      return { ...found, sentence, mend };
    }),
  );
}

type Issue = z.core.$ZodIssue;

function fieldPath({ path }: Issue): (string | number)[] {
  return path.map((segment) => (typeof segment === 'symbol' ? '' : segment));
}

/** The schema's own words may quote what was found, so ours are put instead. */
function problemOf({ code }: Issue, { isMissing, ...place }: Place): Problem {
  const mend = 'Export the connection again, or mend the file.';
  if (isMissing) return { ...place, sentence: 'Something is missing here.', mend };
  return { ...place, sentence: sentences[code] ?? 'This is of another kind than it should be.', mend };
}

const sentences: Readonly<Record<string, string>> = {
  too_small: 'This is too short or too small.',
  too_big: 'This is too long or too large.',
  invalid_format: 'This is not in the form it should have.',
  invalid_value: 'This is none of the known values.',
  invalid_union: 'This is none of the known kinds.',
};

type Place = Pick<Problem, 'field' | 'line' | 'column'> & { isMissing: boolean };

/** Field, line and column. What is missing is shown where it is missed: at the value around it. */
function placeOf(text: string, path: readonly (string | number)[]): Place {
  const field = path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`)).join('');
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = locateJson(text, path.slice(0, depth));
    if (offset === null) continue;
    return { field: field.slice(1), ...textPosition(text, offset), isMissing: depth < path.length };
  }
  return { field: field.slice(1), line: null, column: null, isMissing: true };
}

/** `credential.extraHeaders[0].name` → its segments. */
function pathOf(field: string): (string | number)[] {
  return [...field.matchAll(/([^.[\]]+)/g)].map(([segment]) => (/^\d+$/.test(segment) ? Number(segment) : segment));
}
