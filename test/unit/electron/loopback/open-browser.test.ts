import { describe, expect, it } from 'vitest';
import { openerOf, redirectPage } from '../../../../electron/loopback/open-browser.ts';

const link = 'http://127.0.0.1:41873/#q-3_0aTkVt7Y2h1S5mUeXwzZrPjLcNdBfGiHoKsMvQ8';

describe('the way to the browser', () => {
  it('never puts the link on a command line', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const { command, args } = openerOf(platform, '/tmp/open.html');
      expect([command, ...args].join(' ')).toMatch(/^\S+ \/tmp\/open\.html$/);
    }
  });

  it('goes through a page that replaces itself by the link and sends no referrer', () => {
    const page = redirectPage(link);
    expect(page).toContain(`location.replace("${link}")`);
    expect(page).toContain('<meta name="referrer" content="no-referrer">');
    expect(redirectPage('</script>')).not.toContain('"</script>');
  });
});
