import { afterEach, describe, expect, it } from "vitest";
import { aMessage, shop } from "@/lib/two-factor/testing/message";
import { smtpError, startSmtpServer, startStranger } from "@/lib/two-factor/testing/smtp-server";
import { createSmtpChannel, type SmtpConfig } from "./smtp";
import { readSmtpUrl } from "./smtp-url";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function started<S extends { stop(): Promise<void> }>(server: Promise<S>): Promise<S> {
  const running = await server;
  stops.push(running.stop);
  return running;
}

function channelTo({ port }: { port: number }, different: Partial<SmtpConfig> = {}) {
  const server = { host: "127.0.0.1", port, secure: false, needsTls: false, auth: null };
  const from = "Fieldhouse Supply <no-reply@shop.example>";
  return createSmtpChannel({ ...shop, server, from, backOffMs: 10, timeoutMs: 15_000, ...different });
}

const messageId = `<${aMessage().deliveryId}@shop.example>`;

describe("a message that the mail server takes", () => {
  it("has one sender, one recipient, text, HTML and the delivery's id", async () => {
    const server = await started(startSmtpServer());
    const result = await channelTo(server).send(aMessage());
    expect(result).toEqual({ ok: true, provider: "smtp", providerMessageId: messageId, attempts: 1 });
    expect(server.received).toHaveLength(1);
    const { raw, ...envelope } = server.received[0] ?? { raw: "" };
    expect(envelope).toEqual({ from: "no-reply@shop.example", to: ["alice@example.com"], user: null });
    const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(head).toMatch(/^From: Fieldhouse Supply <no-reply@shop.example>\r$/m);
    expect(head).toMatch(/^To: alice@example.com\r$/m);
    expect(head).toMatch(/^Subject: Your sign-in code \(KPT\)\r$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(head).toContain(`Message-ID: ${messageId}`);
    expect(head).not.toMatch(/^(cc|bcc):/im);
    expect(raw).toContain("Content-Type: text/plain");
    expect(raw).toContain("Content-Type: text/html");
    expect(raw).toMatch(/^012345\r$/m);
  });

  it("is handed over after the login of the settings", async () => {
    const server = await started(
      startSmtpServer({
        onAuth({ username, password }, _session, done) {
          if (username !== "shop" || password !== "s p:é") return done(smtpError(535));
          done(null, { user: username });
        },
      }),
    );
    const settings = readSmtpUrl(`smtp://shop:s%20p%3A%C3%A9@127.0.0.1:${server.port}`);
    if (!settings) throw new Error("The address was refused");
    expect(await channelTo(server, { server: settings }).send(aMessage())).toMatchObject({ ok: true });
    expect(server.received[0]?.user).toBe("shop");
  });

  it("is the same message under the same Message-ID at the second call", async () => {
    const refusals = [smtpError(451)];
    const server = await started(
      startSmtpServer({ onRcptTo: (_address, _session, done) => done(refusals.shift() ?? null) }),
    );
    expect(await channelTo(server).send(aMessage())).toEqual({
      ok: true,
      provider: "smtp",
      providerMessageId: messageId,
      attempts: 2,
    });
    expect(server.connections()).toBe(2);
    expect(server.received).toHaveLength(1);
  });

  it("in another language and alphabet arrives as it was written", async () => {
    const server = await started(startSmtpServer());
    await channelTo(server, { siteName: "Füldhaus" }).send(aMessage({ locale: "de" }));
    expect(server.received[0]?.raw).toMatch(/^Subject: (Ihr Anmeldecode|=\?UTF-8\?)/m);
    expect(server.received[0]?.raw).toContain("F=C3=BCldhaus");
  });
});

describe("a message that the mail server does not take", () => {
  const answers = [
    ["provider-error", "a greylist that never ends", 450, 2],
    ["provider-error", "no room at the moment", 452, 2],
    ["rejected", "an unknown recipient", 550, 1],
    ["rejected", "a refused relay", 554, 1],
  ] as const;

  it.each(answers)("is called %s after %s (%i)", async (failure, _name, code, attempts) => {
    const server = await started(startSmtpServer({ onRcptTo: (_to, _session, done) => done(smtpError(code)) }));
    expect(await channelTo(server).send(aMessage())).toEqual({ ok: false, provider: "smtp", failure, attempts });
    expect(server.connections()).toBe(attempts);
  });

  it("is refused at its end as well as at its beginning", async () => {
    const server = await started(
      startSmtpServer({
        onData(stream, _session, done) {
          stream.resume();
          stream.on("end", () => done(smtpError(554)));
        },
      }),
    );
    expect(await channelTo(server).send(aMessage())).toMatchObject({ ok: false, failure: "rejected", attempts: 1 });
  });

  it("is refused with the login", async () => {
    const server = await started(startSmtpServer({ onAuth: (_auth, _session, done) => done(smtpError(535)) }));
    const settings = { host: "127.0.0.1", port: server.port, secure: false, needsTls: false };
    const channel = channelTo(server, { server: { ...settings, auth: { user: "shop", pass: "wrong" } } });
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, failure: "rejected", attempts: 1 });
  });

  it("says nothing of what the server wrote", async () => {
    const server = await started(startSmtpServer({ onRcptTo: (_to, _session, done) => done(smtpError(550)) }));
    expect(JSON.stringify(await channelTo(server).send(aMessage()))).not.toContain("alice");
  });
});

describe("who listens there and is no mail server", () => {
  const strangers = [
    ["invalid-response", "greets with something else", (socket) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
    ["invalid-response", "answers as a web server", (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["provider-error", "is just going down", (socket) => void socket.end("421 4.3.2 shutting down\r\n")],
    ["rejected", "wants no mail at all", (socket) => void socket.end("554 no service\r\n")],
    ["unreachable", "hangs up at once", (socket) => void socket.destroy()],
    ["unreachable", "resets the connection", (socket) => void socket.resetAndDestroy()],
    [
      "unreachable",
      "hangs up in the middle of the message",
      (socket) => {
        socket.write("220 mx.example ESMTP\r\n");
        socket.on("data", (data) => (data.includes("DATA") ? socket.resetAndDestroy() : socket.write("250 OK\r\n")));
      },
    ],
  ] as const satisfies [string, string, Parameters<typeof startStranger>[0]][];

  it.each(strangers)("is called %s when it %s", async (failure, _name, greet) => {
    const stranger = await started(startStranger(greet));
    const attempts = failure === "rejected" ? 1 : 2;
    expect(await channelTo(stranger).send(aMessage())).toEqual({ ok: false, provider: "smtp", failure, attempts });
    expect(stranger.connections()).toBe(attempts);
  });

  it("is given up when it never says anything, and no connection stays open", async () => {
    const stranger = await started(startStranger(() => undefined));
    const startedAt = performance.now();
    const channel = channelTo(stranger, { timeoutMs: 150 });
    expect(await channel.send(aMessage())).toMatchObject({ failure: "timeout", attempts: 2 });
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    await expect.poll(stranger.stillOpen).toBe(0);
  });

  // Attack: a server, or somebody on the way to it, holds a sender by a letter now and then: each ends the silence.
  it("is given up when it says a little now and then", async () => {
    const stranger = await started(
      startStranger((socket) => {
        const timer = setInterval(() => socket.write("220-wait\r\n"), 20);
        socket.on("close", () => clearInterval(timer));
      }),
    );
    const channel = channelTo(stranger, { timeoutMs: 200 });
    expect(await channel.send(aMessage())).toMatchObject({ failure: "timeout", attempts: 2 });
    await expect.poll(stranger.stillOpen).toBe(0);
  });

  it("is given up within the time that is left for the message", async () => {
    const stranger = await started(startStranger(() => undefined));
    const startedAt = performance.now();
    expect(await channelTo(stranger).send(aMessage(), { withinMs: 200 })).toMatchObject({ failure: "timeout" });
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });

  it("is nobody when the connection is refused or the name unknown", async () => {
    const stranger = await startStranger(() => undefined);
    await stranger.stop();
    expect(await channelTo(stranger).send(aMessage())).toMatchObject({ failure: "unreachable", attempts: 2 });
    const server = { host: "mail.invalid", port: 25, secure: false, needsTls: false, auth: null };
    expect(await channelTo(stranger, { server }).send(aMessage())).toMatchObject({ ok: false, failure: "unreachable" });
  });
});

describe("the way to the mail server", () => {
  // Attack: an attacker on the way answers in the server's place and reads the codes.
  it("is not taken when the certificate is not trusted", async () => {
    const server = await started(startSmtpServer({ secure: true }));
    const settings = { host: "127.0.0.1", port: server.port, secure: true, needsTls: true, auth: null };
    const channel = channelTo(server, { server: settings });
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, failure: "untrusted", attempts: 1 });
    expect(server.received).toEqual([]);
  });

  // Attack: an attacker on the way strikes STARTTLS from the server's offers, and all goes in clear.
  it("is not taken in clear when it leads off this machine", async () => {
    const server = await started(startSmtpServer());
    const settings = { host: "127.0.0.1", port: server.port, secure: false, needsTls: true, auth: null };
    const channel = channelTo(server, { server: settings });
    expect(await channel.send(aMessage())).toMatchObject({ ok: false });
    expect(server.received).toEqual([]);
  });
});

describe("a recipient that is not one plain address", () => {
  // Attack: an address that the mailer reads differently from us carries the code to a second mailbox (CVE-2026-100699).
  it.each([
    "alice@example.com, mallory@evil.example",
    '"mallory@evil.example x"@example.com',
    "a@b.example\r\nBcc: m@e.x",
  ])("is refused before anybody is called: %j", async (to) => {
    const server = await started(startSmtpServer());
    const result = await channelTo(server).send(aMessage({ to }));
    expect(result).toEqual({ ok: false, provider: "smtp", failure: "unsafe-recipient", attempts: 0 });
    expect(server.connections()).toBe(0);
  });
});

describe("the address of a mail server", () => {
  it("says how to reach it", () => {
    expect(readSmtpUrl("smtp://mail.example")).toEqual({
      host: "mail.example",
      port: 587,
      secure: false,
      needsTls: true,
      auth: null,
    });
    expect(readSmtpUrl("smtps://me%40shop.example:p%2Fw@mail.example/")).toMatchObject({
      port: 465,
      secure: true,
      auth: { user: "me@shop.example", pass: "p/w" },
    });
    expect(readSmtpUrl("smtp://[::1]:2525")).toMatchObject({ host: "::1", port: 2525, needsTls: false });
  });

  it.each(["mail.example", "http://mail.example", "smtp://", "smtp://mail.example/box", "smtp:mail.example?", ""])(
    "is not %j",
    (address) => expect(readSmtpUrl(address)).toBeNull(),
  );

  // Attack: nodemailer takes settings from parameters; this one makes it talk to anybody.
  it("takes no parameters", () => {
    expect(readSmtpUrl("smtps://mail.example?tls.rejectUnauthorized=false")).toBeNull();
  });
});
