import type { LogPort } from "@/lib/two-factor/flows/ports";
import { problem } from "@/lib/two-factor/next/routes/problem";

type GuardConfig = () => { log: LogPort; isSameOrigin: (headers: Headers) => boolean; maxBytes: number };

/**
 * Wraps route handlers that change state: own origin only, and a body of at most `maxBytes`, counted while it arrives
 * since a length header is only a promise. The handler receives the body it may trust in size.
 */
export function guardedPost(config: GuardConfig) {
  return (handler: (request: Request, body: ArrayBuffer) => Promise<Response>) =>
    async (request: Request): Promise<Response> => {
      const { log, isSameOrigin, maxBytes } = config();
      if (!isSameOrigin(request.headers)) {
        log.warn("csrf_refused", { path: new URL(request.url).pathname });
        return problem(403, "cross_site_request");
      }
      const body = await readAtMost(request, maxBytes);
      return body ? handler(request, body) : problem(413, "body_too_large");
    };
}

/** The body, or null once it is longer than `maxBytes`. */
export async function readAtMost(request: Request, maxBytes: number): Promise<ArrayBuffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(new Uint8Array(chunk));
  }
  return new Blob(chunks).arrayBuffer();
}
