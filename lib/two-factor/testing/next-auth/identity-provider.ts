import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Claims = { sub: string; email: string; name?: string; email_verified?: boolean };

type Keys = { publicKey: KeyObject; privateKey: KeyObject };
type Grant = { claims: Claims; nonce: string | null; clientId: string };
type Provider = { issuer: string; keys: Keys; person: { claims: Claims }; grants: Map<string, Grant> };

/**
 * An OpenID Connect provider on this machine that signs everybody in at once: discovery, authorize (query or form_post),
 * token, userinfo and JWKS (OpenID Connect Core 1.0). It lives under another host name than the application.
 */
export async function startIdentityProvider() {
  const provider: Provider = {
    issuer: "",
    keys: generateKeyPairSync("rsa", { modulusLength: 2048 }),
    person: { claims: { sub: "1", email: "nobody@example.com" } },
    grants: new Map(),
  };
  const server = createServer((request, response) => {
    answer(provider, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer: provider.issuer,
    /** Who is signed in there: from now on everybody who comes. */
    as: (claims: Claims) => {
      provider.person.claims = claims;
    },
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", provider.issuer);
  if (url.pathname === "/authorize") {
    authorize(provider, url.searchParams, response);
    return;
  }
  const body = await documentAt(provider, url.pathname, request);
  response.writeHead("error" in body ? 400 : 200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function documentAt(provider: Provider, path: string, request: IncomingMessage): Promise<object> {
  if (path === "/.well-known/openid-configuration") return discovery(provider);
  if (path === "/jwks") return jwks(provider);
  if (path === "/token") return tokens(provider, await bodyOf(request));
  const token = request.headers.authorization?.split(" ")[1];
  return provider.grants.get(`token:${token}`)?.claims ?? { error: "invalid_token" };
}

function discovery({ issuer }: Provider): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    code_challenge_methods_supported: ["S256"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function jwks({ keys }: Provider): object {
  return { keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] };
}

function authorize({ person, grants }: Provider, asked: URLSearchParams, response: ServerResponse): void {
  const code = randomUUID();
  grants.set(code, { claims: person.claims, nonce: asked.get("nonce"), clientId: asked.get("client_id") ?? "" });
  const back = new URL(asked.get("redirect_uri") ?? "");
  const state = asked.get("state");
  const answered = new URLSearchParams({ code, ...(state && { state }) });
  if (asked.get("response_mode") === "form_post") {
    response.writeHead(200, { "content-type": "text/html" }).end(formTo(back, answered));
  } else {
    back.search = String(answered);
    response.writeHead(302, { location: back.href }).end();
  }
}

function formTo(back: URL, answered: URLSearchParams): string {
  const fields = [...answered].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<form method="post" action="${back.href}">${fields.join("")}<button>Go on</button></form>`;
}

function tokens(provider: Provider, asked: URLSearchParams): object {
  const code = asked.get("code") ?? "";
  const grant = provider.grants.get(code);
  if (!grant) return { error: "invalid_grant" };
  const access = randomUUID();
  provider.grants.delete(code);
  provider.grants.set(`token:${access}`, grant);
  const tokenSet = { access_token: access, refresh_token: "refresh", token_type: "Bearer", expires_in: 300 };
  return { ...tokenSet, id_token: idToken(provider, grant) };
}

function idToken({ issuer, keys }: Provider, { claims, nonce, clientId }: Grant): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: issuer, aud: clientId, iat: now, exp: now + 300, ...claims, ...(nonce && { nonce }) };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", kid: "1" })}.${part(payload)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(keys.privateKey, "base64url")}`;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
