import { startRealPostgres } from "./real-postgres.mjs";

/** One throw-away PostgreSQL for a whole test project; its address is `inject("realDatabaseUrl")`. */
export default async function setup(project) {
  const server = await startRealPostgres();
  project.provide("realDatabaseUrl", server.url);
  project.provide("realDatabaseLog", server.logFile);
  return () => server.stop();
}
