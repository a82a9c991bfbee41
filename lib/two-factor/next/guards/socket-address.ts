import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { socketAddressHeader } from "@/lib/two-factor/next/guards/client-address";

/**
 * Next.js hands pages no socket. Node announces each request before anyone handles it; there we write down who is
 * really connected, over whatever the client claimed. Call once, from instrumentation's `register`.
 */
export function recordSocketAddress(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[socketAddressHeader] = request.socket.remoteAddress ?? "";
  });
}
