import { randomUUID } from "node:crypto";
import type { Address } from "@/lib/host/delivery-address/address";
import { hashPassword } from "@/lib/host/password/password";
import type { PrismaClient } from "@/prisma/client/client";
import { type DemoPerson, demoPassword, demoPeople } from "./people";

/** Adds the missing demo people, each whole or not at all. Existing people keep their changes. */
export async function seed(db: PrismaClient): Promise<void> {
  for (const person of demoPeople) {
    const { id, email } = person;
    if (!(await db.user.findFirst({ where: { OR: [{ id }, { email }] }, select: { id: true } }))) await add(db, person);
  }
}

async function add(db: PrismaClient, person: DemoPerson): Promise<void> {
  const { id, name, email, phone, twoStep, preferredFactor } = person;
  const now = new Date();
  const passwordHash = await hashPassword(demoPassword);
  await db.$transaction([
    db.user.create({
      data: { id, name, email, emailVerifiedAt: now, passwordHash, phone, phoneVerifiedAt: phone ? now : null },
    }),
    db.twoFactorAccount.create({ data: { accountId: id, enabledAt: twoStep ? now : null, preferredFactor } }),
    db.twoFactorAuthenticator.createMany({ data: authenticators(person, now) }),
    db.deliveryAddress.create({ data: { accountId: id, address: addressOf(person) } }),
  ]);
}

function authenticators({ id: accountId, email, phone }: DemoPerson, verifiedAt: Date) {
  const proved = { accountId, verifiedAt };
  const byEmail = { ...proved, id: randomUUID(), factor: "email", address: email };
  return phone ? [byEmail, { ...proved, id: randomUUID(), factor: "sms", address: phone }] : [byEmail];
}

function addressOf({ name, houseNumber }: DemoPerson): Address {
  const street = `Hafenstraße ${houseNumber}`;
  return { recipient: name, street, postalCode: "20457", city: "Hamburg", country: "DE" };
}
