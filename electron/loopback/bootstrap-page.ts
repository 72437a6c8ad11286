import { exchangeHeader, exchangePath } from './guard.ts';

// What anyone may see who asks this port for anything. It names nothing: no title, no icon, no product, no version.
const script = `
const say = (sentence) => { document.getElementById('root').textContent = sentence; };
const key = 'resume';
const claims = [];
const token = location.hash.slice(1);
if (token !== '') claims.push({ token });
history.replaceState(null, '', '/');
try {
  const ticket = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (ticket !== null) claims.push({ ticket });
} catch {}
addEventListener('hashchange', () => {
  if (/^#[\\w-]{43}$/.test(location.hash)) location.reload();
});
async function exchange(claim) {
  const answer = await fetch('${exchangePath}', {
    method: 'POST',
    headers: { 'content-type': 'application/json', '${exchangeHeader}': '1' },
    body: JSON.stringify(claim),
    credentials: 'omit',
    cache: 'no-store',
  });
  return answer.headers.get('content-type') === 'application/json' ? answer.json() : null;
}
async function open() {
  for (const claim of claims) {
    const grant = await exchange(claim);
    if (grant === null) continue;
    try { sessionStorage.setItem(key, grant.resumeTicket); } catch {}
    const { start } = await import(grant.appPath + '/start.js');
    return start(grant);
  }
  say('This page needs a new link. Press Enter in the terminal that printed the last one, and open the one it prints then.');
}
open().catch(() => say('Nothing answers here any more. Start it again in the terminal.'));
`;

const style = 'body{margin:0;font:14px/1.5 system-ui,sans-serif}#root:not(:empty){padding:24px}';

/** The page, and the two inline pieces its policy names by their hash. The same bytes for everybody, every time. */
export const bootstrapPage = {
  script,
  style,
  html:
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">' +
    `<link rel="icon" href="data:,"><style id="bare">${style}</style></head>` +
    `<body><div id="root"></div><script type="module">${script}</script></body></html>`,
};
