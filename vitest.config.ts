import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/test/longest-first.mjs";

/**
 * These run on PostgreSQL, like applications. The tests of flows run the store's statements on the embedded database.
 */
const storeTests = "lib/two-factor/store/**/*.test.ts";
/** Statements that the tests of flows do not reach. Their tests run on the embedded database too. */
const reachedByFlows = "lib/two-factor/store/**/!(address-limits|audit|claim-delivery|delivery-report).test.ts";
const shopTests = "lib/shop/**/*.test.ts";
/** NextAuth's module remembers the kinds of providers of all configurations. */
const nextAuthTests = "lib/two-factor/next-auth/**/*.test.ts";
/** Races and query plans are meaningful on a real PostgreSQL only. */
const realOnly = "{lib,scripts}/**/*.real.test.ts";
/** These compare times, so nothing else may run meanwhile. */
const measured = "e2e/http/{password-flood,prompt-delivery,refused-alike}.test.ts";
/** Tests that prove more with more repetitions. `howMany` sets the number. */
const withLongForm = "e2e/http/{durable-delivery,memory,refused-alike,two-instances}.test.ts";
const onEmbedded = { globalSetup: "scripts/test/embedded-template-setup.mjs" };
const onReal = { globalSetup: "scripts/test/real-postgres-setup.mjs" };
const http = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  globalSetup: [onReal.globalSetup, "e2e/fixtures/shared-sites-setup.ts"],
};

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
    // Loading the shared modules takes longer than the tests, so each worker does it once.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    cache: false,
    // The default of one second is too short on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    server: { deps: { inline: ["next-auth", "next-intl"] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,app,components,prisma,scripts}/**/*.test.ts"],
          exclude: [shopTests, nextAuthTests, reachedByFlows, realOnly, "**/node_modules/**"],
          env: { STORE_DATABASE: "embedded" },
          ...onEmbedded,
        },
      },
      {
        extends: true,
        test: {
          name: "apart",
          // They replace modules, or load modules with state.
          isolate: true,
          include: [shopTests, nextAuthTests],
          env: { STORE_DATABASE: "embedded" },
          exclude: [realOnly],
          ...onEmbedded,
        },
      },
      {
        extends: true,
        test: {
          name: "store",
          include: [storeTests, realOnly],
          env: { STORE_DATABASE: "real" },
          ...onReal,
        },
      },
      {
        extends: true,
        test: { name: "http", include: ["e2e/{http,shop}/**/*.test.ts"], exclude: [measured], ...http },
      },
      {
        extends: true,
        test: { name: "measured", include: [measured], fileParallelism: false, ...http },
      },
      {
        extends: true,
        test: { name: "long", include: [withLongForm], fileParallelism: false, ...http },
      },
    ],
  },
});
