import { once } from "node:events";
import { connect } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import type { SmtpServer } from "./smtp-url";

export type Post = { envelope: { from: string; to: string }; raw: Buffer };

/**
 * Hands one message to a mail server, or rejects with nodemailer's error, or with an AbortError when `signal` ended it.
 * The socket is ours: nodemailer only counts silence, so a server with a byte a second would keep it for ever.
 */
export async function callSmtp(server: SmtpServer, post: Post, signal: AbortSignal): Promise<void> {
  const socket = connect(server);
  try {
    await once(socket, "connect", { signal });
    const connection = new SMTPConnection({ ...connectionOptions(server), connection: socket });
    await Promise.race([handOver(connection, server, post), broken(connection), once(signal, "abort").then(timeOver)]);
    connection.quit();
    socket.destroySoon();
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function connectionOptions({ host, secure, needsTls }: SmtpServer): SMTPConnection.Options {
  const tls = { rejectUnauthorized: true, minVersion: "TLSv1.2" } as const;
  return { host, secure, requireTLS: needsTls && !secure, tls };
}

async function handOver(connection: SMTPConnection, { auth }: SmtpServer, { envelope, raw }: Post): Promise<void> {
  await called((done) => connection.connect(done));
  // Also where the server offers no login: a password in the settings is there to be asked for.
  if (auth) await called((done) => connection.login(auth, done));
  await called((done) => connection.send(envelope, raw, done));
}

function called(call: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
}

// The listeners stay: what breaks after the message was taken is nobody's concern, and must not end the process.
function broken(connection: SMTPConnection): Promise<never> {
  return new Promise((_, reject) => {
    connection.on("error", reject);
    connection.on("end", () => reject(new Error("Connection closed")));
  });
}

function timeOver(): never {
  throw new DOMException("No time left", "TimeoutError");
}
