import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Call = {
  method?: string;
  url?: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
  at: number;
};
export type Answer = (response: ServerResponse, call: Call) => void;

/** A local server in a provider's place: it answers its n-th call with the n-th answer, and the last one from then on. */
export async function startProviderServer(answers: readonly Answer[]) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    const call = { method, url, headers, body: readBody(headers, Buffer.concat(chunks)), at: performance.now() };
    calls.push(call);
    answers[Math.min(calls.length, answers.length) - 1]?.(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    calls,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readBody(headers: IncomingMessage["headers"], body: Buffer): Record<string, unknown> {
  const isForm = headers["content-type"]?.includes("urlencoded");
  return isForm ? Object.fromEntries(new URLSearchParams(body.toString())) : JSON.parse(body.toString());
}

export const accepted = json(200, { id: "4ef9a417-02e9-4d39-ad75-9611e0fcc33c" });

/** Takes the call and never answers. */
export const silent: Answer = () => undefined;

export const hangUp: Answer = (response) => void response.destroy();

export function refused(statusCode: number, name: string, headers: Record<string, string> = {}): Answer {
  return json(statusCode, { statusCode, name, message: "said the provider, about alice@example.com" }, headers);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return raw(status, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

export function raw(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(status, headers).end(body);
}
