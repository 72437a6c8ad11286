import { type ServiceInstance, scopeOf } from './service-instance.ts';

/** What a token endpoint judges: parameters of query and body together, and the `Authorization` header. */
export type TokenRequest = {
  parameters: URLSearchParams;
  authorization: string | null;
  /** UAA in its compatible manner decodes Basic values only when `X-CF-ENCODED-CREDENTIALS: true` says that they are URL-encoded. */
  isBasicEncoded: boolean;
  /** The client has proved itself by its certificate: its id is asked for, and no secret (RFC 8705). */
  isCertified: boolean;
};

export type TokenVerdict =
  | { isGranted: true; authorities: string[] }
  | { isGranted: false; status: 400 | 401; error: string; description: string };

// Grants UAA knows and this client has not got: answered differently from a word UAA has never heard.
const otherGrants = new Set([
  'authorization_code',
  'password',
  'refresh_token',
  'implicit',
  'user_token',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
]);

/** Decides a token request the way UAA does: the client first, then the grant, then the scopes (RFC 6749, section 5.2). */
export function judgeTokenRequest(request: TokenRequest, instance: ServiceInstance): TokenVerdict {
  if (!isClient(request, instance)) return refuse(401, 'unauthorized', 'Bad credentials');
  const grantType = request.parameters.get('grant_type') ?? '';
  if (grantType === '') return refuse(400, 'invalid_request', 'Missing grant type');
  if (otherGrants.has(grantType)) return refuse(401, 'invalid_client', `Unauthorized grant type: ${grantType}`);
  if (grantType !== 'client_credentials') {
    return refuse(400, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
  }
  return judgeScopes(request.parameters.get('scope') ?? '', instance);
}

function judgeScopes(scope: string, instance: ServiceInstance): TokenVerdict {
  const asked = scope.split(' ').filter((word) => word !== '');
  const granted = instance.authorities();
  if (asked.length === 0) return { isGranted: true, authorities: granted };
  const known = new Map(granted.map((authority) => [scopeOf(instance, authority), authority]));
  const unknown = asked.find((word) => !known.has(word));
  if (unknown !== undefined) {
    return refuse(400, 'invalid_scope', `${unknown} is invalid. Please use a valid scope name in the request`);
  }
  return { isGranted: true, authorities: granted.filter((authority) => asked.includes(scopeOf(instance, authority))) };
}

function isClient(request: TokenRequest, instance: ServiceInstance): boolean {
  if (request.isCertified) return request.parameters.get('client_id') === instance.clientId;
  const given = readBasic(request) ?? {
    clientId: request.parameters.get('client_id') ?? '',
    clientSecret: request.parameters.get('client_secret') ?? '',
  };
  return given.clientId === instance.clientId && given.clientSecret === instance.clientSecret;
}

/** Null without a Basic header; a broken one yields values that match nothing. */
function readBasic(request: TokenRequest): { clientId: string; clientSecret: string } | null {
  const encoded = /^Basic +(\S+) *$/i.exec(request.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return { clientId: '', clientSecret: '' };
  const clientId = pair.slice(0, colon);
  const clientSecret = pair.slice(colon + 1);
  if (!request.isBasicEncoded) return { clientId, clientSecret };
  return { clientId: urlDecode(clientId), clientSecret: urlDecode(clientSecret) };
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

function refuse(status: 400 | 401, error: string, description: string): TokenVerdict {
  return { isGranted: false, status, error, description };
}
