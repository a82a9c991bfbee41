/** A mail server to hand messages to, from its address. */
export type SmtpServer = {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS. */
  secure: boolean;
  /** False on this machine alone, where nobody listens in between. */
  needsTls: boolean;
  auth: { user: string; pass: string } | null;
};

const ports: Record<string, number> = { "smtp:": 587, "smtps:": 465 };
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Reads "smtp://user:password@host:587" or "smtps://...:465"; null for anything else. Parameters are refused: nodemailer
 * would take some as "do not look at the certificate".
 */
export function readSmtpUrl(text: string): SmtpServer | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const port = url && ports[url.protocol];
  if (!url || !port || url.hostname === "" || url.search || url.hash || !/^\/?$/.test(url.pathname)) return null;
  const auth = url.username ? { user: decoded(url.username), pass: decoded(url.password) } : null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || port,
    secure: url.protocol === "smtps:",
    needsTls: !loopback.includes(url.hostname),
    auth,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
