import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000 });

const directory = join(mkdtempSync(join(tmpdir(), "countersign-embedded-")), "database");
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(join(directory, ".."), { recursive: true }));

const program = `
  import { startEmbeddedDatabase } from "./scripts/database/embedded-database.mjs";
  startEmbeddedDatabase({ directory: process.argv[1] }).then(
    ({ url, stop }) => { console.log(url); process.on("SIGTERM", () => stop().then(() => process.exit())); },
    (error) => { console.log(error.message); process.exit(3); });`;

/** Starts the database in its own process. `says` is its address, or the reason why it did not start. */
async function start() {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const [first] = await once(child.stdout, "data");
  return { child, says: String(first).trim() };
}

async function query(connectionString: string, text: string) {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

it("keeps acknowledged data when it is killed, and can be started again", async () => {
  const first = await start();
  await query(first.says, "CREATE TABLE kept (n int)");
  await query(first.says, "INSERT INTO kept SELECT generate_series(1, 100)");
  await end(first.child, "SIGKILL");
  const second = await start();
  expect(await query(second.says, "SELECT count(*)::int FROM kept")).toEqual([{ count: 100 }]);
  await end(second.child, "SIGTERM");
  const third = await start();
  expect(await query(third.says, "SELECT count(*)::int FROM kept")).toEqual([{ count: 100 }]);
});

it("answers many connections", async () => {
  const { says } = await start();
  const answers = await Promise.all(Array.from({ length: 20 }, () => query(says, "SELECT 1 AS one")));
  expect(answers.flat()).toEqual(Array(20).fill({ one: 1 }));
});

it("refuses a directory that a running process has open, and names the process", async () => {
  const { child } = await start();
  const second = await start();
  expect(second.says).toContain(`is in use by process ${child.pid}`);
});

// All connections share one session and one unnamed statement. Between the pieces of a long query others may arrive.
it("runs each query with its own parameters and returns the rows to its own connection", async () => {
  const { says } = await start();
  const clients = Array.from({ length: 4 }, () => new Client({ connectionString: says }));
  const ask = async (client: Client, own: number) => {
    for (let turn = 0; turn < 50; turn += 1) {
      const values = Array.from(
        { length: 1 + own },
        (_, index) => `${own} ${turn} ${index} ${"x".repeat(own * 50_000)}`,
      );
      const wanted = values.map((_, index) => `length($${index + 1}::text) AS c${index}`);
      const { rows } = await client.query(`SELECT ${wanted}`, values);
      expect(Object.values(rows[0])).toEqual(values.map(({ length }) => length));
    }
  };
  await Promise.all(clients.map((client) => client.connect()));
  await Promise.all(clients.map(ask));
  await Promise.all(clients.map((client) => client.end()));
});
