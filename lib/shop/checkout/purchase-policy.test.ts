import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { setQuantity } from "@/lib/shop/cart/change-cart";
import { addOrder, setOwnAddress, wellKnownBuyer } from "@/lib/shop/testing/purchases";
import { type Buyer, createTestProvider, fillCart, home, openTestShop } from "@/lib/shop/testing/shop";
import { seed } from "@/prisma/seed/shop/seed";
import type { openTestDatabase } from "@/prisma/testing/database";
import { purchasePolicy } from "./purchase-policy";
import { saveAddress } from "./save-address";

const test = vi.hoisted(() => ({}) as Awaited<ReturnType<typeof openTestDatabase>>);
const till = vi.hoisted(() => ({}) as ReturnType<typeof createTestProvider>);

vi.mock("@/lib/host/server/db", async () => {
  const { openTestDatabase } = await import("@/prisma/testing/database");
  Object.assign(test, await openTestDatabase());
  return { db: test.db, query: <T>(work: () => Promise<T>) => work() };
});
vi.mock("@/lib/shop/payments/payments", () => ({ payments: () => till.provider }));

let shop: ReturnType<typeof openTestShop>;
beforeAll(async () => {
  shop = openTestShop(test.db);
  await seed(test.db);
  await test.db.product.updateMany({ data: { stock: 1_000 } });
});
beforeEach(() => {
  Object.assign(till, createTestProvider());
});

/** The reasons for the code that the approval's page shows. */
async function reasonsOf(buyer: Buyer) {
  const { sessionId, context } = buyer;
  const proposed = await shop.propose(buyer);
  if (!proposed.ok) return proposed.refusal;
  const view = await shop.approvals.view({ approvalId: proposed.approvalId, sessionId, context });
  return view.ok ? view.reasons : view.refusal;
}

const elsewhere = { ...home, street: "Another Street 1" };
const rows: [string, (buyer: Buyer) => Promise<unknown>, unknown][] = [
  ["asks for a code always", async () => undefined, ["always"]],
  ["says that the address is new", ({ session }) => saveAddress(session, elsewhere), ["new-delivery-address"]],
  [
    "says so too when only a declined order went there",
    async (buyer) => {
      await addOrder(test.db, buyer, { totalMinor: 1_000, deliverTo: elsewhere, state: "declined" });
      await saveAddress(buyer.session, elsewhere);
    },
    ["new-delivery-address"],
  ],
  [
    "says that the address was changed within seven days",
    (buyer) => setOwnAddress(test.db, buyer, home, 6),
    ["address-changed-recently"],
  ],
  ["says nothing of a change seven days ago", (buyer) => setOwnAddress(test.db, buyer, home, 7), ["always"]],
  [
    "does not mention the change when the order goes to another known address",
    async (buyer) => {
      await setOwnAddress(test.db, buyer, elsewhere, 0);
      await saveAddress(buyer.session, home);
    },
    ["always"],
  ],
  ["says that the amount is high", (buyer) => fillCart(buyer, { umbrella: 6 }), ["amount"]],
  ["says that much was spent today", (buyer) => addOrder(test.db, buyer, { totalMinor: 99_000 }), ["spent-today"]],
  [
    "says nothing of what was spent the day before",
    (buyer) => addOrder(test.db, buyer, { totalMinor: 99_000, hoursAgo: 25 }),
    ["always"],
  ],
  [
    "says that it is the sixth today",
    (buyer) => Promise.all(Array.from({ length: 5 }, () => addOrder(test.db, buyer, { totalMinor: 1_000 }))),
    ["count-today"],
  ],
  [
    "says that the browser is new",
    ({ accountId }) => test.db.twoFactorSession.updateMany({ where: { accountId }, data: { createdAt: new Date() } }),
    ["new-browser"],
  ],
  [
    "refuses more than so much a day, with or without a code",
    (buyer) => addOrder(test.db, buyer, { totalMinor: 998_000 }),
    { code: "denied", reasons: ["spent-today"] },
  ],
  [
    "gives all reasons that hold",
    async (buyer) => {
      await setOwnAddress(test.db, buyer, elsewhere, 0);
      await fillCartOnly(buyer, 6);
    },
    ["new-delivery-address", "address-changed-recently", "amount"],
  ],
];

async function fillCartOnly(buyer: Buyer, umbrellas: number) {
  await test.db.cartItem.create({
    data: {
      cart: { connect: { owner: `account:${buyer.accountId}` } },
      quantity: 1,
      product: { connect: { id: "umbrella" } },
    },
  });
  await setQuantity(buyer.owner, "umbrella", umbrellas);
}

describe("the policy of a purchase", () => {
  it.each(rows)("%s", async (_, happen, expected) => {
    const buyer = await wellKnownBuyer(test.db, shop);
    await happen(buyer);
    expect(await reasonsOf(buyer)).toEqual(expected);
  });

  it("asks for a code also with two-step verification off", async () => {
    const buyer = await shop.buyer({ twoStep: false });
    await fillCart(buyer, { umbrella: 1 });
    const proposal = await shop.propose(buyer);
    if (!proposal.ok) throw new Error(`Not proposed: ${proposal.refusal.code}`);
    const code = proposal.code === "000000" ? "000001" : "000000";
    expect(await shop.approve(buyer, { ...proposal, code })).toMatchObject({ refusal: { code: "wrong" } });
    expect(await shop.approve(buyer, proposal)).toMatchObject({ ok: true });
  });

  it("matches docs/flow.md, rule by rule", () => {
    const documented = [
      ...readFileSync("docs/flow.md", "utf8").matchAll(/^\| `place-order` \| (.+?) \| (\w+) \| `([\w-]+)` \|/gm),
    ];
    expect(
      documented.map(([, when, demand, because]) => ({ when: when?.replaceAll("`", ""), demand, because })),
    ).toEqual(
      purchasePolicy({ exemptsLowValue: true }).map(({ when, demand, because }) => ({
        when: Object.entries(when)
          .map(([fact, bound]) => conditionOf(fact, bound))
          .join(", "),
        demand,
        because,
      })),
    );
  });

  it("exempts no purchase by default", () => {
    expect(purchasePolicy({ exemptsLowValue: false }).filter(({ demand }) => demand === "none")).toEqual([]);
  });
});

function conditionOf(fact: string, bound: object | boolean): string {
  if (typeof bound === "boolean") return fact;
  const names = { over: "over", atMost: "at most", under: "under" };
  return Object.entries(bound)
    .map(([name, value]) => `${fact} ${names[name as keyof typeof names]} ${value}`)
    .join(", ");
}
