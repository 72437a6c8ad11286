const pages = {
  401: [
    'Unauthorized',
    'The request has not been applied to the target resource because it lacks valid authentication credentials for that resource.',
  ],
  403: ['Forbidden', 'The server understood the request but refuses to authorize it.'],
  404: [
    'Not Found',
    'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
  ],
  405: [
    'Method Not Allowed',
    'The method received in the request-line is known by the origin server but not supported by the target resource.',
  ],
  415: [
    'Unsupported Media Type',
    'The origin server is refusing to service the request because the payload is in a format not supported by this method on the target resource.',
  ],
} as const;

const style =
  'body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}';

/** A container's own answers are web pages, whatever was asked for: this is how Tomcat writes them, in one line. */
export function answerPage(status: keyof typeof pages): Response {
  const [reason, description] = pages[status];
  const title = `HTTP Status ${status} – ${reason}`;
  const text = `<p><b>Type</b> Status Report</p><p><b>Description</b> ${description}</p>`;
  const line = '<hr class="line" />';
  return new Response(
    `<!doctype html><html lang="en"><head><title>${title}</title><style type="text/css">${style}</style></head><body><h1>${title}</h1>${line}${text}${line}<h3>Apache Tomcat/10.1</h3></body></html>`,
    {
      status,
      headers: {
        'Content-Type': 'text/html;charset=utf-8',
        'Content-Language': 'en',
        ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="Process Server", charset="UTF-8"' } : {}),
      },
    },
  );
}
