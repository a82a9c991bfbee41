/** The first bytes of the messages of one query of the extended protocol, until a Sync ends it. */
const parts = new Set([..."PBDECHF"].map((letter) => letter.charCodeAt(0)));

/**
 * Wraps the embedded database for its socket server. The server takes the messages of all connections in turn, and
 * stays with one connection only during a transaction. All connections share one session with one unnamed statement. If
 * a query arrives in pieces, the Parse of another connection may come before its Bind, and the wrong query would run.
 * So each query counts as a transaction until its Sync.
 * @param {import("@electric-sql/pglite").PGlite} db
 */
export function withWholeQueries(db) {
  let isBegun = false;
  return {
    waitReady: db.waitReady,
    runExclusive: (work) => db.runExclusive(work),
    isInTransaction: () => isBegun || db.isInTransaction(),
    execProtocolRawStream(message, options) {
      isBegun = parts.has(message[0]);
      return db.execProtocolRawStream(message, options);
    },
    // The server's message when a connection ended in the middle of a query.
    exec(statement) {
      isBegun = false;
      return db.exec(statement);
    },
  };
}
