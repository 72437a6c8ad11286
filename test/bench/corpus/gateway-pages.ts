import type { Answer } from './case.ts';
import { page, plain, statusWords } from './wire.ts';

const centred = (status: number, server: string) =>
  `<html>\r\n<head><title>${status} ${statusWords(status)}</title></head>\r\n<body>\r\n<center><h1>${status} ${statusWords(status)}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`;

type Gateway = { name: string; isFor(status: number): boolean; page(status: number): Answer };

const anyError = (status: number) => status >= 400 && status !== 407;

/** Pages that stand in place of a service's own words. */
export const gateways: readonly Gateway[] = [
  {
    name: 'nginx',
    isFor: anyError,
    page: (status) => page(status, centred(status, 'nginx/1.24.0'), [['Server', 'nginx/1.24.0']]),
  },
  {
    name: 'apache',
    isFor: anyError,
    page: (status) =>
      page(
        status,
        `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${statusWords(status)}</title>\n</head><body>\n<h1>${statusWords(status)}</h1>\n<p>The server could not answer this request.</p>\n<hr>\n<address>Apache/2.4.58 (Ubuntu) Server at gw.acme.example Port 443</address>\n</body></html>\n`,
        [['Server', 'Apache/2.4.58 (Ubuntu)']],
      ),
  },
  {
    name: 'tomcat-valve',
    isFor: anyError,
    page: (status) =>
      page(
        status,
        `<!doctype html><html lang="en"><head><title>HTTP Status ${status} – ${statusWords(status)}</title></head><body><h1>HTTP Status ${status} – ${statusWords(status)}</h1></body></html>`,
      ),
  },
  {
    name: 'approuter',
    isFor: (status) => [401, 403, 404, 500, 502, 503].includes(status),
    page: (status) => plain(status, statusWords(status), [['x-powered-by', 'Express']]),
  },
  {
    name: 'gorouter',
    isFor: (status) => status === 502 || status === 503,
    page: (status) =>
      plain(status, `${status} ${statusWords(status)}: Registered endpoint failed to handle the request.\n`, [
        ['X-Cf-Routererror', 'endpoint_failure'],
      ]),
  },
  {
    name: 'azure',
    isFor: anyError,
    page: (status) =>
      page(status, centred(status, 'Microsoft-Azure-Application-Gateway/v2'), [
        ['Server', 'Microsoft-Azure-Application-Gateway/v2'],
      ]),
  },
  {
    name: 'cloudflare',
    isFor: anyError,
    page: (status) =>
      page(
        status,
        `<!DOCTYPE html>\n<!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->\n<head>\n<title>${status} ${statusWords(status)} | acme.example | Cloudflare</title>\n</head>\n<body>\n<div id="cf-wrapper"><div id="cf-error-details"><h1><span>Error</span> <span>${status}</span></h1><div>Ray ID: 8e1f0c2b3a4d5e6f &bull; 2026-11-20 09:59:00 UTC</div></div></div>\n</body>\n</html>\n`,
        [
          ['Server', 'cloudflare'],
          ['CF-RAY', '8e1f0c2b3a4d5e6f-FRA'],
        ],
      ),
  },
  {
    name: 'corporate-proxy',
    isFor: (status) => status === 403 || status >= 502,
    page: (status) =>
      page(
        status,
        '<html><head><title>Zscaler Internet Security</title></head><body><h1>Sorry, you do not have permission to visit this site or perform this action.</h1><p>Not allowed by the policy of Acme. Contact the service desk.</p></body></html>',
        [
          ['Server', 'Zscaler/6.2'],
          ['Via', '1.1 proxy.acme.example'],
        ],
      ),
  },
];
