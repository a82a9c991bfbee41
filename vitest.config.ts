import { defineConfig } from "vitest/config";

const storeTests = "lib/two-factor/store/**/*.test.ts";
/** They put something else in the place of modules, so each file loads them anew. */
const shopTests = "lib/shop/**/*.test.ts";
/** Races and query plans say something on a real PostgreSQL only. */
const realOnly = "lib/**/*.real.test.ts";

export default defineConfig({
  resolve: {
    alias: {
      "@": import.meta.dirname,
      // Outside Next's server build this package throws by design.
      "server-only": `${import.meta.dirname}/node_modules/server-only/empty.js`,
    },
  },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A second, as it is by itself, is no sign of anything on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    server: { deps: { inline: ["next-auth", "next-intl"] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,app,components,prisma,scripts}/**/*.test.ts"],
          exclude: [shopTests, storeTests, realOnly, "**/node_modules/**"],
          isolate: false,
          env: { STORE_DATABASE: "embedded" },
          globalSetup: "scripts/embedded-template-setup.mjs",
        },
      },
      {
        extends: true,
        test: {
          name: "shop",
          include: [shopTests],
          exclude: [realOnly],
          globalSetup: "scripts/embedded-template-setup.mjs",
        },
      },
      {
        extends: true,
        test: {
          name: "store-embedded",
          include: [storeTests],
          exclude: [realOnly],
          isolate: false,
          env: { STORE_DATABASE: "embedded" },
          globalSetup: "scripts/embedded-template-setup.mjs",
        },
      },
      {
        extends: true,
        test: {
          name: "store-real",
          include: [storeTests, realOnly],
          isolate: false,
          env: { STORE_DATABASE: "real" },
          globalSetup: "scripts/real-postgres-setup.mjs",
        },
      },
      {
        extends: true,
        test: {
          name: "http",
          include: ["e2e/{http,shop}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          isolate: false,
          globalSetup: "scripts/real-postgres-setup.mjs",
        },
      },
    ],
  },
});
