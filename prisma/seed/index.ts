import { readdirSync } from "node:fs";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/prisma/client/client";

export type Seed = { seed: (db: PrismaClient) => Promise<void> };

// Each folder here holds the demo data of one party. A glob finds them, so the shop's folder can be deleted with the
// shop.
const parties = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });

try {
  for (const party of parties) {
    const { seed }: Seed = await import(`./${party}/seed.ts`);
    await seed(db);
  }
} finally {
  await db.$disconnect();
}
