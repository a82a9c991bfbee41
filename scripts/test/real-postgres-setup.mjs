import { startRealPostgres } from "./real-postgres.mjs";

/**
 * One throw-away PostgreSQL for a whole test project, or the one `npm test` started; tests `inject("realDatabaseUrl")`.
 */
export default async function setup(project) {
  const shared = process.env.REAL_DATABASE_URL;
  const server = shared
    ? { url: shared, logFile: process.env.REAL_DATABASE_LOG, stop: () => undefined }
    : await startRealPostgres();
  project.provide("realDatabaseUrl", server.url);
  project.provide("realDatabaseLog", server.logFile);
  return () => server.stop();
}
