import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkPassword } from "@/lib/host/password/password";
import type { PrismaClient } from "@/prisma/client/client";
import { openTestDatabase } from "@/prisma/testing/database";
import { demoPassword } from "./people";
import { seed } from "./seed";

let db: PrismaClient;

beforeAll(async () => {
  ({ db } = await openTestDatabase());
});

beforeEach(async () => {
  await db.$transaction([
    db.user.deleteMany(),
    db.twoFactorAccount.deleteMany(),
    db.twoFactorAuthenticator.deleteMany(),
    db.deliveryAddress.deleteMany(),
  ]);
  await seed(db);
});

describe("the demo people", () => {
  it("sign in with the password that the guide prints", async () => {
    const people = await db.user.findMany({ orderBy: { id: "asc" } });
    expect(people.map(({ email }) => email)).toEqual([
      "alice@example.com",
      "bob@example.com",
      "carol@example.com",
      "dave@example.com",
    ]);
    for (const { passwordHash } of people) expect(await checkPassword(passwordHash, demoPassword)).toBe(true);
    expect(new Set(people.map(({ passwordHash }) => passwordHash)).size).toBe(4);
  });

  it("have two-step verification on, except Bob", async () => {
    const on = await db.twoFactorAccount.findMany({
      where: { enabledAt: { not: null } },
      orderBy: { accountId: "asc" },
    });
    expect(on.map(({ accountId }) => accountId)).toEqual(["alice", "carol", "dave"]);
  });

  it("can each be reached by e-mail, and Carol by SMS first", async () => {
    const addresses = await db.twoFactorAuthenticator.findMany({ orderBy: [{ accountId: "asc" }, { factor: "asc" }] });
    expect(addresses.map(({ accountId, factor, address }) => `${accountId} ${factor} ${address}`)).toEqual([
      "alice email alice@example.com",
      "bob email bob@example.com",
      "carol email carol@example.com",
      "carol sms +15005550006",
      "dave email dave@example.com",
    ]);
    const carol = await db.twoFactorAccount.findUniqueOrThrow({ where: { accountId: "carol" } });
    expect(carol.preferredFactor).toBe("sms");
  });

  it("keep their changes when the demo starts again", async () => {
    await db.user.update({ where: { id: "bob" }, data: { email: "robert@example.com", name: "Robert" } });
    await db.twoFactorAccount.update({ where: { accountId: "alice" }, data: { enabledAt: null } });
    const before = await rows();
    await seed(db);
    expect(await rows()).toEqual(before);
  });

  it("are added whole or not at all, so that an interrupted start leaves no person without a second step", async () => {
    await db.user.delete({ where: { id: "dave" } });
    await expect(seed(db)).rejects.toThrow();
    expect(await db.user.count({ where: { id: "dave" } })).toBe(0);
  });
});

async function rows() {
  return [await db.user.findMany(), await db.twoFactorAccount.findMany(), await db.twoFactorAuthenticator.findMany()];
}
