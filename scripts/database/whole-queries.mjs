/** First bytes of the messages that make up one query of the extended protocol, until a Sync ends it. */
const parts = new Set([..."PBDECHF"].map((letter) => letter.charCodeAt(0)));

/**
 * The embedded database for its socket server, which takes the messages of all connections in turn, one by one, and keeps
 * to one connection only while that is in a transaction. All share one session and its one unnamed statement: where a
 * query arrives in pieces, somebody else's Parse comes between its own and its Bind, and it would run as the other query.
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
    // What the server says when a connection ended in the middle.
    exec(statement) {
      isBegun = false;
      return db.exec(statement);
    },
  };
}
