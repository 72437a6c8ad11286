/** The one origin the desktop window ever has. Chromium serialises the origin of a standard scheme like this. */
export const appOrigin = 'app://bundle';

/** The one document of the app. */
export const appUrl = `${appOrigin}/`;

/** True for an address of the app's own origin. Node knows no origin for `app:`, so the parts are compared. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.protocol === 'app:' &&
    parsed.host === 'bundle' &&
    parsed.username === '' &&
    parsed.password === ''
  );
}
