import { describe, expect, it } from 'vitest';
import { entryPlace } from '../../../../../renderer/features/history/entry-place.ts';

const url = 'https://api.example.com:8443/v1/tasks?top=1#x';

describe('where an entry went', () => {
  it('is path and query where the connection is named', () => {
    expect(entryPlace({ url, connectionName: 'Acme DEV' })).toBe('/v1/tasks?top=1');
  });

  it('begins with the host where there is no connection, as in a file somebody sent', () => {
    expect(entryPlace({ url, connectionName: null })).toBe('api.example.com:8443/v1/tasks?top=1');
  });

  it('is the address as it stands where it is none', () => {
    expect(entryPlace({ url: '{{rest}}/v1', connectionName: null })).toBe('{{rest}}/v1');
  });
});
