import { createPrivateKey, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';
import { promisify } from 'node:util';
import jsonwebtoken from 'jsonwebtoken';
import { createAssertionSigner } from '#core/auth/sign-assertion.ts';
import type { AssertionCredential } from '#shared/model/credential.ts';

const warmUps = 200;
const rounds = 25;
const perRound = 192;
const inFlight = 32;

type Contender = { name: string; sign(number: number): unknown };

/**
 * RS256 assertions of 2048 bits per second, the key imported once, against `crypto.sign` of the same bytes: one at a time
 * against its synchronous form, and 32 in flight against its form for the thread pool. All take turns in one run, so that
 * whatever else the machine does meets all alike; a ratio is taken per round, and printed is the median of them.
 */
export async function benchSign(print: (line: object) => void): Promise<void> {
  const pem = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  const key = createPrivateKey(pem);
  const ours = oursWith(pem);
  const serial = await race([ours, bareSync(key), jsonwebtokenWith(key)], 1);
  const parallel = await race([ours, barePooled(key)], inFlight);
  const n = rounds * perRound;
  const rate = (name: string, values: readonly number[]) =>
    print({ bench: 'sign', metric: name, value: Math.round(medianOf(values)), unit: '/s', n });
  for (const [name, values] of serial) rate(`${name}_serial`, values);
  for (const [name, values] of parallel) rate(`${name}_inflight32`, values);
  print({ bench: 'sign', metric: 'ratio_serial', value: ratioOf(serial, 'bare'), unit: 'x', baseline: 1, n });
  print({ bench: 'sign', metric: 'ratio_inflight32', value: ratioOf(parallel, 'bare'), unit: 'x', baseline: 1, n });
  print({
    bench: 'sign',
    metric: 'ratio_jsonwebtoken',
    value: ratioOf(serial, 'jsonwebtoken'),
    unit: 'x',
    baseline: 1,
    n,
  });
}

function oursWith(pem: string): Contender {
  const signer = createAssertionSigner();
  return { name: 'gatewright', sign: (number) => signer.sign(credential, pem, number * 1_000) };
}

function bareSync(key: KeyObject): Contender {
  return { name: 'bare', sign: (number) => signBytes('sha256', bytesOf(number), key) };
}

function barePooled(key: KeyObject): Contender {
  const sign = promisify(signBytes);
  return { name: 'bare', sign: (number) => sign('sha256', bytesOf(number), key) };
}

function jsonwebtokenWith(key: KeyObject): Contender {
  const claims = (number: number) => ({
    iss: credential.issuer,
    iat: number,
    exp: number + credential.lifetimeSeconds,
  });
  return { name: 'jsonwebtoken', sign: (number) => jsonwebtoken.sign(claims(number), key, { algorithm: 'RS256' }) };
}

const credential: AssertionCredential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'bench@example.iam.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 3_600,
  backDateSeconds: 0,
  extraClaims: '',
  placement: { in: 'body-property', property: 'jwt' },
};

/** As many bytes as `header.claims` of the assertion has. */
function bytesOf(number: number): Buffer {
  return Buffer.from(`${'x'.repeat(150)}${number}`);
}

/** Signatures per second of each contender, round by round. */
async function race(contenders: readonly Contender[], lanes: number): Promise<Map<string, number[]>> {
  const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  let number = 0;
  for (const { sign } of contenders) await signMany(sign, warmUps, lanes, () => ++number);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const { name, sign } of order) {
      const startedAt = performance.now();
      await signMany(sign, perRound, lanes, () => ++number);
      rates.get(name)?.push((perRound * 1_000) / (performance.now() - startedAt));
    }
  }
  return rates;
}

async function signMany(sign: Contender['sign'], count: number, lanes: number, next: () => number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await sign(next());
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function ratioOf(rates: ReadonlyMap<string, number[]>, baseline: string): number {
  const others = rates.get(baseline) ?? [];
  const ratios = (rates.get('gatewright') ?? []).map((rate, round) => rate / (others[round] ?? Number.NaN));
  return Number(medianOf(ratios).toFixed(2));
}
