import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../process/free-port.mjs";
import { requirePostgresPrograms } from "./postgres-programs.mjs";

const asRoot = process.getuid?.() === 0;
/** The data need not survive a crash of the machine, and tests open many connections. */
const throwAway = {
  listen_addresses: "127.0.0.1",
  fsync: "off",
  max_connections: "200",
  log_line_prefix: "%m [%p] %d ",
};

/**
 * Starts an empty PostgreSQL, independent of other servers on the machine. `settings` are its configuration parameters,
 * e.g. `{ log_statement: "all" }`. `stop` ends it and removes its data.
 */
export async function startRealPostgres({ settings = {} } = {}) {
  const programs = requirePostgresPrograms();
  const home = mkdtempSync(join(tmpdir(), "countersign-postgres-"));
  const port = await findFreePort();
  const data = join(home, "data");
  const logFile = join(home, "log");
  const runProgram = (name, args) => runAsServer(join(programs, name), args);
  try {
    if (asRoot) execFileSync("chown", ["postgres", home]);
    runProgram("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
    configure(data, { ...throwAway, port: String(port), unix_socket_directories: home, ...settings });
    runProgram("pg_ctl", ["-D", data, "-l", logFile, "-w", "start"]);
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(`PostgreSQL in ${programs} could not be started: ${error.stderr || error.message}`);
  }
  const stop = () => {
    process.off("exit", stop);
    runProgram("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
    rmSync(home, { recursive: true, force: true });
  };
  // An interrupted test run ends without its teardown, and the server is not a child process that ends with it.
  process.once("exit", stop);
  return { url: `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`, logFile, stop };
}

function configure(data, settings) {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`);
  appendFileSync(join(data, "postgresql.conf"), `\n${lines.join("\n")}\n`);
}

// PostgreSQL refuses to run as root.
function runAsServer(program, args) {
  const [command, ...all] = asRoot ? ["runuser", "-u", "postgres", "--", program, ...args] : [program, ...args];
  execFileSync(command, all, { cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
}
