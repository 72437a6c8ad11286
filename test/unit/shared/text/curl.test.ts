import { describe, expect, it } from 'vitest';
import { type CurlCall, curlLine } from '#shared/text/curl.ts';

const call = (changes: Partial<CurlCall> = {}): CurlCall => ({
  method: 'GET',
  url: 'https://api.example.test/v1',
  headers: [{ name: 'accept', value: '*/*' }],
  body: null,
  ...changes,
});

const bash = (changes: Partial<CurlCall>) => curlLine('bash', call(changes)).replaceAll(' \\\n ', '');

describe('a call as a curl line', () => {
  it('is set out one option per line, in the manner of each shell', () => {
    expect(curlLine('bash', call())).toBe(
      "curl \\\n  --http1.1 --globoff --path-as-is \\\n  --url https://api.example.test/v1 \\\n  --header 'accept: */*'",
    );
    expect(curlLine('cmd', call())).toBe(
      'curl.exe ^\n  --http1.1 --globoff --path-as-is ^\n  --url https://api.example.test/v1 ^\n  --header ^"accept: */*^"',
    );
    expect(curlLine('powershell', call())).toBe(
      "& { $PSNativeCommandArgumentPassing = 'Legacy'; curl.exe `\n  '--http1.1' '--globoff' '--path-as-is' `\n" +
        "  '--url' 'https://api.example.test/v1' `\n  '--header' 'accept: */*' }",
    );
  });

  it.each([
    ['GET', null, '', '--request'],
    ['POST', '{}', "--data-raw '{}'", '--request'],
    ['PUT', '{}', '--request PUT', '--head '],
    ['GET', '{}', '--request GET', '--head '],
    ['HEAD', null, '--head ', '--request'],
    ['DELETE', null, '--request DELETE', 'content-length'],
    [
      'POST',
      null,
      "--request POST --url https://api.example.test/v1 --header 'accept: */*' --header 'content-length: 0'",
      '--data',
    ],
  ])('%s with the body %j has %j and not %j', (method, body, present, absent) => {
    const line = bash({ method, body });
    expect(line).toContain(present);
    expect(line).not.toContain(absent);
  });

  it('lets curl add no content type of its own, and keeps ours', () => {
    expect(bash({ method: 'POST', body: 'x' })).toContain('--header content-type:');
    const headers = [{ name: 'Content-Type', value: 'text/plain' }];
    expect(bash({ method: 'POST', body: 'x', headers })).not.toContain('content-type:');
  });

  it('sends a header without a value', () => {
    expect(bash({ headers: [{ name: 'x-empty', value: '' }] })).toContain("--header 'x-empty;'");
  });

  it('names files and proxy where there are any', () => {
    const way = { certificate: { certificateFile: 'c.pem', keyFile: 'k.pem' }, caFile: 'ca.pem', proxy: 'http://p:1' };
    expect(bash(way)).toContain('--proxy http://p:1 --cert c.pem --key k.pem --cacert ca.pem');
    expect(bash({ proxy: 'none' })).toContain("--noproxy '*'");
    expect(bash({ proxy: null })).not.toContain('proxy');
  });

  it('is a remark where the shell cannot carry the call', () => {
    expect(curlLine('bash', call({ method: 'POST', body: 'a\0b' }))).toMatch(/^# /);
    expect(curlLine('cmd', call({ method: 'POST', body: 'a\tb' }))).toMatch(/^rem /);
    expect(curlLine('cmd', call({ method: 'POST', body: 'x'.repeat(9_000) }))).toMatch(/^rem .*too long/);
    expect(curlLine('powershell', call({ method: 'POST', body: 'x'.repeat(9_000) }))).toMatch(/^& /);
  });
});
