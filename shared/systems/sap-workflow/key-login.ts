import type { JsonPath } from '../../text/json-locate.ts';

/** A JSON object, never an array. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Where in a service key the login stands, and the object that names the endpoints. */
export type KeyLogin = { login: JsonObject; path: JsonPath; holder: JsonObject; holderPath: JsonPath };

type Place = { object: JsonObject; path: JsonPath; parent: Place | null };

/** More than any real key has; a hostile file stops here. */
const placeLimit = 5_000;

const weights: readonly (readonly [name: string, weight: number])[] = [
  ['clientid', 10],
  ['clientsecret', 5],
  ['certificate', 4],
  ['url', 3],
  ['certurl', 3],
  ['xsappname', 1],
  ['uaadomain', 1],
  ['identityzone', 1],
  ['zoneid', 1],
  ['tenantid', 1],
];
const leastWeight = 5;
const endpointsWeight = 40;

/**
 * The object that logs in: the one with most fields of a login, one beside workflow endpoints before any other, so that
 * the right service of a VCAP_SERVICES is taken. Fields may be missing, so that they can be named. Null when nothing in
 * the value looks like a login.
 */
export function findLogin(value: unknown): KeyLogin | null {
  const weighed = placesOf(value)
    .map((place) => ({ place, holder: holderOf(place), weight: weightOf(place.object) }))
    .filter(({ weight }) => weight >= leastWeight)
    .map((one) => ({ ...one, weight: one.weight + (namesEndpoints(one.holder.object) ? endpointsWeight : 0) }));
  const best = weighed.reduce<(typeof weighed)[number] | null>(
    (top, one) => (top === null || one.weight > top.weight ? one : top),
    null,
  );
  if (best === null) return null;
  const { place, holder } = best;
  return { login: place.object, path: place.path, holder: holder.object, holderPath: holder.path };
}

/** A member as an object; null when it is none. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Breadth first, so that of equals the outermost wins. */
function placesOf(value: unknown): Place[] {
  const places: Place[] = [];
  const queue: { value: unknown; path: JsonPath; parent: Place | null }[] = [{ value, path: [], parent: null }];
  for (let next = 0; next < queue.length && next < placeLimit; next += 1) {
    const { value: one, path, parent } = queue[next] ?? { value: null, path: [], parent: null };
    const object = objectOf(one);
    const place = object === null ? null : { object, path, parent };
    if (place !== null) places.push(place);
    for (const [segment, child] of childrenOf(one)) {
      if (queue.length < placeLimit) queue.push({ value: child, path: [...path, segment], parent: place ?? parent });
    }
  }
  return places;
}

function childrenOf(value: unknown): (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((child: unknown, index) => [index, child] as const).filter(isContainer);
  const object = objectOf(value);
  return object === null ? [] : Object.entries(object).filter(isContainer);
}

function isContainer([, child]: readonly [string | number, unknown]): boolean {
  return typeof child === 'object' && child !== null;
}

function weightOf(object: JsonObject): number {
  return weights.reduce((sum, [name, weight]) => sum + (Object.hasOwn(object, name) ? weight : 0), 0);
}

function holderOf(place: Place): Place {
  for (let one: Place | null = place; one !== null; one = one.parent) if (namesEndpoints(one.object)) return one;
  return place;
}

function namesEndpoints(object: JsonObject): boolean {
  return objectOf(object.endpoints) !== null || typeof object.workflow_rest_url === 'string';
}
