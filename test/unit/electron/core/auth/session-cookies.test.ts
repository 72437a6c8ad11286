import { describe, expect, it } from 'vitest';
import { readSetCookie } from '#core/auth/read-set-cookie.ts';
import { createSessions, loginTagOf } from '#core/auth/session-cookies.ts';

const now = Date.UTC(2026, 10, 21, 10);
const url = new URL('http://tasks.example.test:8080/active-bpel/services/tasks');

function jar() {
  let time = now;
  const sessions = createSessions({ now: () => time });
  const session = { connectionId: 'c-1', loginTag: loginTagOf('tim', 'password') };
  return {
    sessions,
    session,
    sleep: (ms: number) => {
      time += ms;
    },
    set: (...lines: string[]) => {
      sessions.cookieFor(session, url);
      sessions.keep(
        session,
        url,
        lines.map((value) => ({ name: 'Set-Cookie', value })),
      );
    },
    get: (to = url) => sessions.cookieFor(session, to),
  };
}

describe('the session of a login', () => {
  it('goes back to where it came from', () => {
    const { set, get } = jar();
    expect(get()).toBeNull();
    set('JSESSIONID=abc123; Path=/active-bpel; HttpOnly');
    expect(get()).toBe('JSESSIONID=abc123');
  });

  it('is forgotten without a word: what is answered over the wire is checked', () => {
    const { sessions, set, get } = jar();
    set('JSESSIONID=abc123; Path=/');
    expect(sessions.forget('c-1')).toBeUndefined();
    expect(get()).toBeNull();
  });

  it.each([
    'http://other.example.test:8080/active-bpel/',
    'http://sub.tasks.example.test:8080/active-bpel/',
    'http://tasks.example.test:8081/active-bpel/',
    'https://tasks.example.test:8080/active-bpel/',
    'http://tasks.example.test:8080/active-bpelican',
    'http://tasks.example.test:8080/',
  ])('does not go to %s', (other) => {
    const { set, get } = jar();
    set('JSESSIONID=abc123; Path=/active-bpel');
    expect(get(new URL(other))).toBeNull();
  });

  it('is not widened by a Domain', () => {
    const { set, get } = jar();
    set('a=1; Domain=example.test; Path=/');
    expect(get()).toBe('a=1');
    expect(get(new URL('http://example.test:8080/'))).toBeNull();
  });

  it('is replaced, expires, and is taken away as the server says', () => {
    const { set, get, sleep } = jar();
    set('a=1; Path=/', 'b=2; Max-Age=60; Path=/');
    set('a=3; Path=/');
    expect(get()).toBe('b=2; a=3');
    sleep(60_000);
    expect(get()).toBe('a=3');
    set('a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    expect(get()).toBeNull();
  });

  it('sends the cookie of the longest path first', () => {
    const { set, get } = jar();
    set('a=wide; Path=/', 'a=near; Path=/active-bpel/services');
    expect(get()).toBe('a=near; a=wide');
  });

  it('is dropped when user or password change, also for an answer that comes late', () => {
    const { sessions, session, set, get } = jar();
    set('JSESSIONID=abc123; Path=/');
    const other = { ...session, loginTag: loginTagOf('tim', 'new password') };
    expect(sessions.cookieFor(other, url)).toBeNull();
    sessions.keep(session, url, [{ name: 'set-cookie', value: 'JSESSIONID=late; Path=/' }]);
    expect(sessions.cookieFor(other, url)).toBeNull();
    expect(get()).toBeNull();
  });

  it('is dropped when it is forgotten, and belongs to one connection', () => {
    const { sessions, session, set, get } = jar();
    set('JSESSIONID=abc123; Path=/');
    expect(sessions.cookieFor({ ...session, connectionId: 'c-2' }, url)).toBeNull();
    sessions.forget('c-1');
    expect(get()).toBeNull();
  });

  it('holds fifty cookies at most, the newest', () => {
    const { set, get } = jar();
    set(...Array.from({ length: 60 }, (_, i) => `c${i}=v; Path=/`));
    expect(get()?.split('; ')).toHaveLength(50);
    expect(get()).toContain('c59=v');
  });
});

describe('reading Set-Cookie', () => {
  const read = (line: string, from = 'https://host.example.test/a/b') => readSetCookie(line, new URL(from), now);

  it('takes the folder of the call where no path is named', () => {
    expect(read('a=1')?.path).toBe('/a');
    expect(read('a=1', 'https://host.example.test/x')?.path).toBe('/');
    expect(read('a=1; Path=relative')?.path).toBe('/a');
  });

  it('lets Max-Age count before Expires', () => {
    expect(read('a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=10')?.expiresAt).toBe(now + 10_000);
  });

  it('keeps the value as it is, = and quotes included', () => {
    expect(read('a="b=c" ; Path=/')?.value).toBe('"b=c"');
  });

  it.each([
    ['no name', '=value'],
    ['no =', 'value'],
    ['a control character', 'a=b\u0001c'],
    ['too many bytes', `a=${'x'.repeat(5_000)}`],
    ['another host', 'a=1; Domain=other.test'],
    ['a broken __Host- promise', '__Host-a=1; Secure; Path=/a'],
    ['a broken __Secure- promise', '__Secure-a=1; Path=/'],
  ])('refuses %s', (_what, line) => {
    expect(read(line)).toBeNull();
  });

  it('refuses a secure cookie over plain HTTP', () => {
    expect(read('a=1; Secure', 'http://host.example.test/')).toBeNull();
    expect(read('__Host-a=1; Secure; Path=/')).not.toBeNull();
  });
});
