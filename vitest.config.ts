import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/test/longest-first.mjs";

/** Run on PostgreSQL, as applications do. The embedded database meets the store's statements in the tests of flows. */
const storeTests = "lib/two-factor/store/**/*.test.ts";
/** All but those of statements that no flow's test reaches: these run on the embedded database as well. */
const reachedByFlows = "lib/two-factor/store/**/!(address-limits|audit|claim-delivery|delivery-report).test.ts";
const shopTests = "lib/shop/**/*.test.ts";
/** NextAuth keeps in its module which kinds of providers it has met in any configuration. */
const nextAuthTests = "lib/two-factor/next-auth/**/*.test.ts";
/** Races and query plans say something on a real PostgreSQL only. */
const realOnly = "{lib,scripts}/**/*.real.test.ts";
/** Times are compared: nothing else may run meanwhile. */
const measured = "e2e/http/{password-flood,prompt-delivery,refused-alike}.test.ts";
/** What says more the more often it is done. `howMany` says how often that is. */
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
    // To load what most files need takes longer than their tests: each worker does it once.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    cache: false,
    // A second, as it is by itself, is no sign of anything on a busy machine.
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
          // They put something else in the place of modules, or load some that remember.
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
