// Attack: prove somebody else's address with a code that went to one's own, or one's own approval with a code for another.
// Defence: where the code goes is read from what was sealed, and nowhere else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const address = "new.address@example.org";

describe("an action that proves an address", () => {
  it("sends its code there, again too, and the receipt says so", async () => {
    const shopper = await bench.shopper({ factors: ["email", "sms"], prefers: "sms" });
    const id = await shopper.mustPropose({ address }, "prove");
    await shopper.forgetSends();
    expect(await shopper.resend(id)).toEqual({ ok: true, state: "sent" });
    expect(shopper.messages.map(({ to }) => to)).toEqual([address, address]);
    expect(await shopper.view(id)).toMatchObject({ code: { channel: "email", maskedDestination: "n•••@e•••.org" } });
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.receipt(id)).toMatchObject({ channel: "email", destination: "n•••@e•••.org" });
  });

  it("reaches it also where the person has no address of their own", async () => {
    const shopper = await bench.shopper({ factors: [] });
    const id = await shopper.mustPropose({ address }, "prove");
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  it("leaves no code behind that is good for another address", async () => {
    const shopper = await bench.shopper();
    await shopper.mustPropose({ address }, "prove");
    const code = shopper.code();
    await shopper.forgetSends();
    const other = await shopper.mustPropose({ address: "victim@example.org" }, "prove");
    expect(shopper.messages.at(-1)).toMatchObject({ to: "victim@example.org" });
    expect(await shopper.answer(other, code)).toMatchObject({ ok: false, refusal: { code: "older-code" } });
  });
});
