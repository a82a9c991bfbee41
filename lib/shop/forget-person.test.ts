import { beforeAll, expect, it } from "vitest";
import { openTestApprovals } from "@/lib/host/testing/approvals";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";
import { findTraces } from "@/lib/host/testing/traces";
import { seed } from "@/prisma/seed/shop/seed";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost();
  await seed(host.db);
});

async function openShop() {
  const { sensitiveActions: ofAccount } = await import("@/lib/host/sensitive-actions");
  const { sensitiveActions: ofShop } = await import("@/lib/shop/sensitive-actions");
  const { saveAddress } = await import("@/lib/shop/checkout/save-address");
  const { addToCart } = await import("@/lib/shop/cart/change-cart");
  const { forgetDeletedAccounts } = await import("@/lib/host/people/forget-account");
  return {
    bench: openTestApprovals(host.db, [...ofAccount, ...ofShop]),
    saveAddress,
    addToCart,
    forgetDeletedAccounts,
  };
}

// Attack: find a person's address long after they deleted their account.
// The test searches every column of every table for the person's input.
it("a deleted account is found in no table of the shop, not even when a request was under way", async () => {
  const { bench, saveAddress, addToCart, forgetDeletedAccounts } = await openShop();
  const person = await bench.person();
  const { accountId, email, session, context } = person;
  const home = { recipient: "Traceable Person", street: "Traceable Street 7", postalCode: "20457", city: "Traceable" };
  const address = { ...home, country: "DE" as const };
  const owner = { session, browserHash: context.browserHash };
  const run = async (action: string, raw: unknown = {}) => {
    const proposed = await bench.propose(person, { action, raw });
    return proposed.ok ? bench.approve(person, proposed) : proposed;
  };
  await addToCart(owner, "umbrella");
  await saveAddress(session, address);
  expect(await run("place-order")).toMatchObject({ ok: true });
  expect(await run("change-address", { ...address, city: "Traceable Town" })).toMatchObject({ ok: true });
  await addToCart(owner, "umbrella");
  await saveAddress(session, address);
  const texts = [accountId, email, "Traceable"];
  expect(await findTraces(host.db, texts)).toEqual(
    expect.arrayContaining([
      "cart.deliver_to",
      "shop_order.deliver_to",
      "delivery_address.address",
      "two_factor_approval.lines",
    ]),
  );

  expect(await run("delete-account")).toMatchObject({ ok: true });
  const left = ["deleted_account.account_id", "two_factor_audit_event.account_id"];
  // The notices about the order and the deletion are sealed messages. Their contents are stored only there.
  expect(await findTraces(host.db, texts)).toEqual([...left, "two_factor_delivery.account_id"]);
  await bench.deliverNotices();
  await saveAddress(session, address);
  expect(await forgetDeletedAccounts()).toBe(1);
  expect(await findTraces(host.db, texts)).toEqual(left);
});
