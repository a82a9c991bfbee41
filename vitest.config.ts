import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const storeTests = "lib/two-factor/store/**/*.test.ts";
const shopTests = "lib/shop/**/*.test.ts";
/** NextAuth keeps in its module which kinds of providers it has met in any configuration. */
const nextAuthTests = "lib/two-factor/next-auth/**/*.test.ts";
/** Races and query plans say something on a real PostgreSQL only. */
const realOnly = "{lib,scripts}/**/*.real.test.ts";
/** Times are compared, and statements counted in PostgreSQL's one log: nothing else may run meanwhile. */
const measured = "e2e/{http,shop}/**/{cost,password-flood,refused-alike}.test.ts";
const http = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  globalSetup: ["scripts/test/real-postgres-setup.mjs", "e2e/fixtures/shared-sites-setup.ts"],
};

/** What takes longest begins, and the other worker does the rest meanwhile. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith("/memory.test.ts");
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

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
    // A second, as it is by itself, is no sign of anything on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    server: { deps: { inline: ["next-auth", "next-intl"] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,app,components,prisma,scripts}/**/*.test.ts"],
          exclude: [shopTests, nextAuthTests, storeTests, realOnly, "**/node_modules/**"],
          env: { STORE_DATABASE: "embedded" },
          globalSetup: "scripts/test/embedded-template-setup.mjs",
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
          globalSetup: "scripts/test/embedded-template-setup.mjs",
        },
      },
      {
        extends: true,
        test: {
          name: "store-embedded",
          include: [storeTests],
          exclude: [realOnly],
          env: { STORE_DATABASE: "embedded" },
          globalSetup: "scripts/test/embedded-template-setup.mjs",
        },
      },
      {
        extends: true,
        test: {
          name: "store-real",
          include: [storeTests, realOnly],
          env: { STORE_DATABASE: "real" },
          globalSetup: "scripts/test/real-postgres-setup.mjs",
        },
      },
      {
        extends: true,
        test: { name: "http", include: ["e2e/{http,shop}/**/*.test.ts"], exclude: [measured], ...http },
      },
      {
        extends: true,
        test: { name: "http-measured", include: [measured], fileParallelism: false, ...http },
      },
    ],
  },
});
