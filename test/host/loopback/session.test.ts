import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Grant, type House, openHouse, type RawAnswer } from './loopback-house.ts';

const isGranted = ({ headers }: RawAnswer) => headers.get('content-type') === 'application/json';
const grantOf = ({ body }: RawAnswer): Grant => JSON.parse(body);

async function openSocket(house: House, grant: Grant): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${house.port}${grant.appPath}/socket`, [grant.sessionSecret], {
    origin: house.origin,
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

async function closeSocket(socket: WebSocket): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.close();
  await closed;
}

describe('the exchange of a link for a session', () => {
  it('hands out a secret, a path, a ticket and the style nonce, each of 256 bits or as the policy says', async () => {
    const house = await openHouse();
    const grant = await house.signIn();
    const text = expect.stringMatching(/^[\w-]{43}$/);
    expect(grant).toEqual({
      sessionSecret: text,
      appPath: expect.stringMatching(/^\/[\w-]{43}$/),
      resumeTicket: text,
      nonce: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(new Set([grant.sessionSecret, grant.appPath.slice(1), grant.resumeTicket]).size).toBe(3);
  });

  it('accepts a link once', async () => {
    const house = await openHouse();
    const token = house.token();
    expect(isGranted(await house.exchange({ token }))).toBe(true);
    for (let tries = 0; tries < 20; tries += 1) expect(isGranted(await house.exchange({ token }))).toBe(false);
    expect(house.lockedOut).toBe(0);
  });

  it('refuses a link from the millisecond its time is over', async () => {
    const house = await openHouse();
    const [early, late] = [house.token(60_000), house.token(60_000)];
    house.advance(59_999);
    expect(isGranted(await house.exchange({ token: early }))).toBe(true);
    house.advance(1);
    expect(isGranted(await house.exchange({ token: late }))).toBe(false);
  });

  it('stops listening and says so once after five guesses', async () => {
    const house = await openHouse();
    const good = house.token();
    for (let tries = 0; tries < 4; tries += 1) await house.exchange({ token: `guess ${tries}` });
    expect(house.lockedOut).toBe(0);
    await house.exchange({ ticket: 'A'.repeat(43) });
    expect(house.lockedOut).toBe(1);
    await expect(house.exchange({ token: good })).rejects.toThrow('ECONNREFUSED');
  });

  it('does not count what never came from our own page as a guess', async () => {
    const house = await openHouse();
    for (let tries = 0; tries < 10; tries += 1) {
      await house.exchange({ token: `guess ${tries}` }, { Origin: 'https://evil.example' });
    }
    expect(house.lockedOut).toBe(0);
  });

  it('ends the session before it, socket and path and secret', async () => {
    const house = await openHouse();
    const first = await house.signIn();
    const socket = await openSocket(house, first);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const second = await house.signIn();
    expect(await closed).toBe(4001);
    const file = (grant: Grant) => house.get(`${grant.appPath}/assets/main.js`);
    expect((await file(first)).body).toContain('<!doctype html>');
    expect((await file(second)).body).toBe('export const app = 1;');
    const body = await house.get(`${second.appPath}/bodies/known?offset=0&length=1`, {
      'x-gatewright-session': first.sessionSecret,
    });
    expect(body.status).toBe(403);
  });
});

describe('the resume ticket of a reload', () => {
  it('is good while the page’s socket is open and 60 seconds after it closed', async () => {
    const house = await openHouse();
    const first = await house.signIn();
    await closeSocket(await openSocket(house, first));
    house.advance(59_999);
    const second = grantOf(await house.exchange({ ticket: first.resumeTicket }));
    const socket = await openSocket(house, second);
    house.advance(3_600_000);
    const third = grantOf(await house.exchange({ ticket: second.resumeTicket }));
    expect(new Set([first, second, third].map(({ sessionSecret }) => sessionSecret)).size).toBe(3);
    socket.terminate();
  });

  it('is refused when the page was gone for longer', async () => {
    const house = await openHouse();
    const first = await house.signIn();
    await closeSocket(await openSocket(house, first));
    await house.get('/');
    house.advance(60_000);
    expect(isGranted(await house.exchange({ ticket: first.resumeTicket }))).toBe(false);
  });

  it('is refused 60 seconds after a page that never opened a socket', async () => {
    const house = await openHouse();
    const { resumeTicket } = await house.signIn();
    house.advance(60_000);
    expect(isGranted(await house.exchange({ ticket: resumeTicket }))).toBe(false);
  });

  it('works once, and a used one is no guess', async () => {
    const house = await openHouse();
    const { resumeTicket } = await house.signIn();
    expect(isGranted(await house.exchange({ ticket: resumeTicket }))).toBe(true);
    for (let tries = 0; tries < 6; tries += 1) {
      expect(isGranted(await house.exchange({ ticket: resumeTicket }))).toBe(false);
    }
    expect(house.lockedOut).toBe(0);
  });

  it('is no link, and a link is no ticket', async () => {
    const house = await openHouse();
    const { resumeTicket } = await house.signIn();
    expect(isGranted(await house.exchange({ token: resumeTicket }))).toBe(false);
    expect(isGranted(await house.exchange({ ticket: house.token() }))).toBe(false);
  });
});
