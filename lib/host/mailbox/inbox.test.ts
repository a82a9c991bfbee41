import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelPort, CodeMessage } from "@/lib/two-factor/index";
import { alsoToInbox, createInbox } from "./inbox";

const shop = { origin: "https://shop.example", siteName: "Fieldhouse Supply" };

function aMessage(different: Partial<CodeMessage> = {}): CodeMessage {
  return {
    deliveryId: "7a1f2a3e-9c1d-4b6e-8a55-0c9d1e2f3a4b",
    purpose: "sign-in",
    to: "alice@example.com",
    code: "012345",
    reference: "KPT",
    minutes: 5,
    locale: "en",
    origin: { ip: "203.0.113.7", userAgent: "", at: new Date("2026-11-22T14:05:06Z") },
    ...different,
  };
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "inbox-"));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true, force: true });
});

const plain = { subject: "Hello", text: "Hello", html: "<p>Hello</p>" };

describe("the inbox", () => {
  it("is empty before the first message", async () => {
    expect(await createInbox({ ...shop, directory: join(directory, "not-yet") }).list()).toEqual([]);
  });

  it("lists an e-mail and an SMS as they were sent, newest first", async () => {
    const inbox = createInbox({ ...shop, directory });
    const first = await inbox.email.send(aMessage());
    const second = await inbox.sms.send(aMessage({ to: "+15005550006" }));
    const [sms, email, ...more] = await inbox.list();
    expect(more).toEqual([]);
    expect(first).toEqual({ ok: true, provider: "inbox", providerMessageId: email?.id, attempts: 1 });
    expect(second).toMatchObject({ ok: true, providerMessageId: sms?.id });
    expect(email).toMatchObject({ channel: "email", to: "alice@example.com", subject: "Your sign-in code (KPT)" });
    expect(email?.html).toContain("012345");
    expect(sms).toMatchObject({ channel: "sms", to: "+15005550006", subject: null, html: null });
    expect(sms?.text).toMatch(/\n@shop\.example #012345$/);
    expect(Math.abs(Date.now() - Date.parse(email?.sentAt ?? ""))).toBeLessThan(60_000);
  });

  it("lists the messages of one recipient alone, in upper or lower case", async () => {
    const inbox = createInbox({ ...shop, directory });
    await inbox.email.send(aMessage({ to: "alice@example.com", code: "111111" }));
    await inbox.email.send(aMessage({ to: "bob@example.com", code: "222222" }));
    expect((await inbox.list("Alice@Example.com")).map(({ to }) => to)).toEqual(["alice@example.com"]);
    expect(await inbox.list("carol@example.com")).toEqual([]);
  });

  it("keeps order among messages of the same millisecond", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const inbox = createInbox({ ...shop, directory });
    for (let n = 0; n < 40; n += 1) await inbox.deliver("email", "a@example.com", { ...plain, text: String(n) });
    expect((await inbox.list()).map(({ text }) => Number(text))).toEqual(Array.from({ length: 40 }, (_, n) => 39 - n));
  });

  it("keeps the newest 500", async () => {
    const inbox = createInbox({ ...shop, directory });
    for (let n = 0; n < 510; n += 1) await inbox.deliver("sms", "+15005550006", { ...plain, text: String(n) });
    const texts = (await inbox.list()).map(({ text }) => Number(text));
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([500, 509, 10]);
    expect(await readdir(directory)).toHaveLength(500);
  });

  it("has ids of letters, which cannot be mistaken for a code", async () => {
    const { id } = await createInbox({ ...shop, directory }).deliver("email", "a@example.com", plain);
    expect(id).toMatch(/^[a-z]+$/);
  });

  it("can be read by its owner alone", async () => {
    const own = join(directory, "own");
    await createInbox({ ...shop, directory: own }).email.send(aMessage());
    const [file = ""] = await readdir(own);
    expect([(await stat(own)).mode & 0o777, (await stat(join(own, file))).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it("never shows half a message while several write and one reads", async () => {
    const inbox = createInbox({ ...shop, directory });
    const large = { ...plain, html: "x".repeat(200_000) };
    let writing = true;
    const writers = Promise.all(
      [1, 2, 3, 4].map(async () => {
        for (let n = 0; n < 25; n += 1) await inbox.deliver("email", "a@example.com", large);
      }),
    ).finally(() => {
      writing = false;
    });
    while (writing) for (const { html } of await inbox.list()) expect(html).toHaveLength(200_000);
    await writers;
    expect(await inbox.list()).toHaveLength(100);
  });

  it("still reads after a process was killed in the middle of writing", async () => {
    const script = `import("@/lib/host/mailbox/inbox").then(async ({ createInbox }) => {
      const inbox = createInbox({ origin: "https://shop.example", directory: process.argv[1] });
      console.log("ready");
      for (;;) await inbox.deliver("email", "a@example.com", { subject: "s", text: "t", html: "x".repeat(500000) });
    })`;
    const child = spawn(process.execPath, ["--import", "tsx", "-e", script, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const inbox = createInbox({ ...shop, directory });
    await expect.poll(async () => (await inbox.list()).length).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await ended;
    const messages = await inbox.list();
    expect(messages.length).toBeGreaterThan(0);
    for (const { html } of messages) expect(html).toHaveLength(500_000);
  });

  it("returns a failure when it cannot be written, and does not throw", async () => {
    const occupied = join(directory, "file");
    await writeFile(occupied, "");
    const result = await createInbox({ ...shop, directory: occupied }).email.send(aMessage());
    expect(result).toEqual({ ok: false, provider: "inbox", failure: "mailbox-unwritable", attempts: 1 });
  });

  it("refuses what a provider would have to refuse", async () => {
    const inbox = createInbox({ ...shop, directory });
    const refusal = { ok: false, provider: "inbox", failure: "unsafe-recipient", attempts: 0 };
    expect(await inbox.email.send(aMessage({ to: "a@example.com,b@example.com" }))).toEqual(refusal);
    expect(await inbox.sms.send(aMessage({ to: "alice@example.com" }))).toEqual(refusal);
    expect(await inbox.list()).toEqual([]);
  });
});

describe("a provider with the inbox beside it", () => {
  const sent = { ok: true, provider: "elsewhere", providerMessageId: "m-1", attempts: 2 } as const;
  const notSent = { ok: false, provider: "elsewhere", failure: "timeout", attempts: 3 } as const;
  const answering = (result: typeof sent | typeof notSent): ChannelPort => ({
    channel: "email",
    send: async () => result,
  });

  it("gives the provider's answer and shows what was sent", async () => {
    const inbox = createInbox({ ...shop, directory });
    const both = alsoToInbox(answering(sent), inbox);
    expect(both.channel).toBe("email");
    expect(await both.send(aMessage())).toEqual(sent);
    expect(await inbox.list("alice@example.com")).toHaveLength(1);
  });

  it("leaves out messages that the provider refused", async () => {
    const inbox = createInbox({ ...shop, directory });
    expect(await alsoToInbox(answering(notSent), inbox).send(aMessage())).toEqual(notSent);
    expect(await inbox.list()).toEqual([]);
  });

  it("does not turn a sent message into a failed one when the inbox cannot be written", async () => {
    const occupied = join(directory, "file");
    await writeFile(occupied, "");
    const both = alsoToInbox(answering(sent), createInbox({ ...shop, directory: occupied }));
    expect(await both.send(aMessage())).toEqual(sent);
  });
});
