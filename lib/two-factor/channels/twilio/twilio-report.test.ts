import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createTwilioReports } from "./twilio-report";

const authToken = "a secret of the account";
const url = "https://shop.example/api/webhooks/twilio?delivery=d-1";
const fields = (different = {}) => ({
  AccountSid: "AC0",
  From: "+15005550001",
  MessageSid: "SM0123456789",
  MessageStatus: "delivered",
  To: "+15005550006",
  ...different,
});

/** Signed as Twilio does it: HMAC-SHA-1 over the address and every field, sorted by name. */
function signed(given: Record<string, string>, { to = url, with: token = authToken } = {}) {
  const names = Object.keys(given).sort();
  const text = to + names.map((name) => `${name}${given[name]}`).join("");
  const signature = createHmac("sha1", token).update(text).digest("base64");
  return {
    url: to,
    body: new URLSearchParams(given).toString(),
    headers: new Headers({ "x-twilio-signature": signature }),
  };
}

describe("a report of Twilio", () => {
  const read = createTwilioReports({ authToken });

  it.each([
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["undelivered", "bounced"],
    ["failed", "failed"],
  ])("%s is %s", async (status, state) => {
    expect(await read(signed(fields({ MessageStatus: status })))).toEqual({
      provider: "twilio",
      providerMessageId: "SM0123456789",
      deliveryId: "d-1",
      state,
      at: expect.any(Date),
    });
  });

  it.each(["queued", "sending", "accepted", "read", "constructor"])("%s tells nothing", async (status) => {
    expect(await read(signed(fields({ MessageStatus: status })))).toBeNull();
  });

  it("needs no id of ours in its address", async () => {
    const to = "https://shop.example/api/webhooks/twilio";
    expect(await read(signed(fields(), { to }))).toMatchObject({ deliveryId: null });
  });

  it("is malformed without a message", async () => {
    expect(await read(signed({ MessageStatus: "sent" }))).toBe("malformed");
    expect(await read(signed({}))).toBe("malformed");
  });

  // Attack: a stranger posts a bounce to keep a person from signing in, or points a true report at another's message.
  it("is forged without a good signature", async () => {
    const good = signed(fields());
    expect(await read({ ...good, headers: new Headers() })).toBe("forged");
    expect(await read(signed(fields(), { with: "another secret" }))).toBe("forged");
    expect(await read({ ...good, body: good.body.replace("delivered", "undelivered") })).toBe("forged");
    expect(await read({ ...good, body: `${good.body}&ErrorCode=30005` })).toBe("forged");
    expect(await read({ ...good, url: url.replace("d-1", "d-2") })).toBe("forged");
    expect(await read({ ...good, url: url.replace("shop", "other") })).toBe("forged");
  });
});
