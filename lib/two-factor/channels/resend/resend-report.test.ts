import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createResendReports } from "./resend-report";

const key = Buffer.alloc(24, "a key of twenty-four bytes");
const secret = `whsec_${key.toString("base64")}`;
const url = "https://shop.example/api/webhooks/resend";
const now = () => Math.floor(Date.now() / 1000);

/** Signed as Svix does it: HMAC-SHA-256 over id, time and body. */
function signed(body: string, { at = now(), with: signingKey = key, id = "msg_1" } = {}) {
  const signature = createHmac("sha256", signingKey).update(`${id}.${at}.${body}`).digest("base64");
  const headers = { "svix-id": id, "svix-timestamp": String(at), "svix-signature": `v1,${signature}` };
  return { url, body, headers: new Headers(headers) };
}

const emailId = "4ef9a417-02e9-4d39-ad75-9611e0fcc33c";
const event = (type: string, different = {}) =>
  JSON.stringify({
    type,
    created_at: "2026-11-22T23:41:12.126Z",
    data: { email_id: emailId, to: ["alice@example.com"], tags: { delivery: "d-1" }, ...different },
  });

describe("a report of Resend", () => {
  const read = createResendReports({ secret });

  it.each([
    ["email.sent", "sent"],
    ["email.delivered", "delivered"],
    ["email.bounced", "bounced"],
    ["email.suppressed", "bounced"],
    ["email.failed", "failed"],
  ])("%s is %s", async (type, state) => {
    expect(await read(signed(event(type)))).toEqual({
      provider: "resend",
      providerMessageId: emailId,
      deliveryId: "d-1",
      state,
      at: new Date("2026-11-22T23:41:12.126Z"),
    });
  });

  it("needs no tag of ours, and takes no nonsense for one", async () => {
    expect(await read(signed(event("email.delivered", { tags: undefined })))).toMatchObject({ deliveryId: null });
    expect(await read(signed(event("email.delivered", { tags: [{ name: "delivery", value: "x" }] })))).toMatchObject({
      deliveryId: null,
    });
  });

  it.each(["email.opened", "email.delivery_delayed", "contact.created", "constructor"])(
    "%s tells nothing",
    async (type) => {
      expect(await read(signed(event(type)))).toBeNull();
    },
  );

  it.each(["", "null", "7", "[]", "{}", "<html>", event("email.sent", { email_id: 7 }), `{"type":"email.bounced"}`])(
    "is malformed as %j",
    async (body) => expect(await read(signed(body))).toBe("malformed"),
  );

  // Attack: a stranger posts a bounce to keep a person from signing in, or "delivered" to hide that nothing arrived.
  it("is forged without a good signature", async () => {
    const body = event("email.bounced");
    const good = signed(body);
    expect(await read({ url, body, headers: new Headers() })).toBe("forged");
    expect(await read(signed(body, { with: Buffer.alloc(24) }))).toBe("forged");
    expect(await read({ ...good, body: body.replace("d-1", "d-2") })).toBe("forged");
    expect(await read({ ...good, body: `${body} ` })).toBe("forged");
    for (const name of ["svix-id", "svix-timestamp", "svix-signature"]) {
      const headers = new Headers(good.headers);
      headers.set(name, name === "svix-timestamp" ? String(now() + 1) : "v1,AAAA");
      expect(await read({ ...good, headers }), name).toBe("forged");
    }
  });

  // Attack: a report that was taken down on its way is sent again much later.
  it("is forged when it is older than five minutes, or from the future", async () => {
    const body = event("email.delivered");
    expect(await read(signed(body, { at: now() - 290 }))).toMatchObject({ state: "delivered" });
    expect(await read(signed(body, { at: now() - 310 }))).toBe("forged");
    expect(await read(signed(body, { at: now() + 310 }))).toBe("forged");
  });

  it("may carry the signature of an older secret as well", async () => {
    const good = signed(event("email.delivered"));
    good.headers.set("svix-signature", `v1,AAAA ${good.headers.get("svix-signature")}`);
    expect(await read(good)).toMatchObject({ state: "delivered" });
  });
});
