import { type Context, Hono } from 'hono';
import type { Faults } from '../faults.ts';
import type { Caller } from '../listen-on-loopback.ts';
import type { IsCertified } from './certificate-login.ts';
import type { ServiceInstance } from './service-instance.ts';
import { type TokenSigner, tokenLifetimeSeconds } from './sign-token.ts';
import { answerInstead, type TokenEndpointFaultId } from './token-endpoint-faults.ts';
import { judgeTokenRequest } from './token-request.ts';

const jsonType = 'application/json;charset=UTF-8';

type Env = { Bindings: Caller };

/** The practice tenant's UAA: `/oauth/token` by POST and GET, and `/token_keys`. */
export function createTokenEndpoint(
  instance: ServiceInstance,
  signer: TokenSigner,
  faults: Faults<TokenEndpointFaultId>,
  isCertified: IsCertified = () => false,
): Hono<Env> {
  const app = new Hono<Env>();
  const circumstances = (caller: Caller) => ({
    isCertified: isCertified(caller),
    decodesBasic: faults.isOn('client-secret-plus-sign'),
  });
  const answer = (context: Context<Env>) =>
    answerInstead(faults, new URL(context.req.url)) ??
    answerTokenRequest(context, instance, signer, circumstances(context.env));
  app.get('/oauth/token', answer);
  app.post('/oauth/token', answer);
  app.get('/token_keys', (context) => context.json(signer.jwks));
  return app;
}

async function answerTokenRequest(
  context: Context<Env>,
  instance: ServiceInstance,
  signer: TokenSigner,
  { isCertified, decodesBasic }: { isCertified: boolean; decodesBasic: boolean },
): Promise<Response> {
  context.header('Cache-Control', 'no-store');
  context.header('Pragma', 'no-cache');
  const verdict = judgeTokenRequest(
    {
      parameters: await readParameters(context),
      authorization: context.req.header('authorization') ?? null,
      isBasicEncoded: decodesBasic || context.req.header('x-cf-encoded-credentials') === 'true',
      isCertified,
    },
    instance,
  );
  if (!verdict.isGranted) {
    const { status, error, description } = verdict;
    if (status === 401) {
      context.header(
        'WWW-Authenticate',
        `Basic realm="UAA/client", error="${error}", error_description="${printable(description)}"`,
      );
    }
    return context.body(JSON.stringify({ error, error_description: description }), status, {
      'Content-Type': jsonType,
    });
  }
  const { accessToken, jti, scopes } = await signer.sign(instance, verdict.authorities);
  const body = {
    access_token: accessToken,
    token_type: 'bearer',
    // One second less than the token lives, as the real endpoint counts it.
    expires_in: tokenLifetimeSeconds - 1,
    scope: scopes.join(' '),
    jti,
  };
  return context.body(JSON.stringify(body), 200, { 'Content-Type': jsonType });
}

/** Query parameters, then those of a form body, which win: UAA accepts both unless it was told not to. */
async function readParameters(context: Context<Env>): Promise<URLSearchParams> {
  const parameters = new URLSearchParams(new URL(context.req.url).search);
  const contentType = context.req.header('content-type') ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    for (const [name, value] of new URLSearchParams(await context.req.text())) parameters.set(name, value);
  }
  return parameters;
}

// A description may quote what the caller sent; a header must not carry what a header cannot.
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]|["\\]/g, '?');
}
