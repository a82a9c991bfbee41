import type { Adapter } from "next-auth/adapters";
import type { PrismaClient } from "@/prisma/client/client";

/** The tables of Auth.js's documented schema, in a schema of their own: the application's, not ours. */
const tables = `
  CREATE SCHEMA IF NOT EXISTS application;
  CREATE TABLE application.users (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text, name TEXT, email TEXT UNIQUE, "emailVerified" TIMESTAMPTZ,
    image TEXT, role TEXT NOT NULL DEFAULT 'customer');
  CREATE TABLE application.accounts (
    "userId" TEXT NOT NULL REFERENCES application.users, type TEXT NOT NULL, provider TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL, access_token TEXT, refresh_token TEXT, id_token TEXT, expires_at INT, scope TEXT,
    token_type TEXT, session_state TEXT, PRIMARY KEY (provider, "providerAccountId"));
  CREATE TABLE application.sessions (
    "sessionToken" TEXT PRIMARY KEY, "userId" TEXT NOT NULL REFERENCES application.users, expires TIMESTAMPTZ NOT NULL);
  CREATE TABLE application.tokens (
    identifier TEXT NOT NULL, token TEXT NOT NULL, expires TIMESTAMPTZ NOT NULL, PRIMARY KEY (identifier, token));`;

export async function createApplicationTables(database: PrismaClient): Promise<void> {
  for (const statement of tables.split(";").filter((each) => each.trim())) await database.$executeRawUnsafe(statement);
}

type Row = Record<string, unknown>;

/**
 * An adapter as the documented interface asks for it: the database gives users their ids, a field that no column holds is
 * an error, dates come back as dates. Stands in for @auth/prisma-adapter, whose models this repository's client lacks.
 */
export function createTestAdapter(database: PrismaClient) {
  const { one, insert, userBy } = queriesOn(database);
  return {
    createUser: ({ id: _, ...user }) => insert("users", user),
    getUser: (id) => userBy("WHERE id = $1", id),
    getUserByEmail: (email) => userBy("WHERE email = $1", email),
    getUserByAccount: ({ provider, providerAccountId }) =>
      userBy(
        `JOIN application.accounts AS a ON a."userId" = u.id WHERE a.provider = $1 AND a."providerAccountId" = $2`,
        provider,
        providerAccountId,
      ),
    updateUser: ({ id, emailVerified }) =>
      must(one(`UPDATE application.users SET "emailVerified" = $2 WHERE id = $1 RETURNING *`, id, emailVerified)),
    linkAccount: async (account) => void (await insert("accounts", account)),
    createSession: (session) => insert("sessions", session),
    getSessionAndUser: async (sessionToken) => {
      const session = await one<SessionRow>(
        `SELECT * FROM application.sessions WHERE "sessionToken" = $1`,
        sessionToken,
      );
      const user = session && (await userBy("WHERE id = $1", session.userId));
      return session && user ? { session, user } : null;
    },
    updateSession: ({ sessionToken, expires }) =>
      one<SessionRow>(
        `UPDATE application.sessions SET expires = $2 WHERE "sessionToken" = $1 RETURNING *`,
        sessionToken,
        expires,
      ),
    deleteSession: async (sessionToken) =>
      one<SessionRow>(`DELETE FROM application.sessions WHERE "sessionToken" = $1 RETURNING *`, sessionToken),
    createVerificationToken: (token) => insert("tokens", { ...token }),
    useVerificationToken: ({ identifier, token }) =>
      one(`DELETE FROM application.tokens WHERE identifier = $1 AND token = $2 RETURNING *`, identifier, token),
  } satisfies Adapter;
}

function queriesOn(database: PrismaClient) {
  const one = async <T>(statement: string, ...values: unknown[]) =>
    (await database.$queryRawUnsafe<T[]>(statement, ...values))[0] ?? null;
  return {
    one,
    insert: <T>(table: string, row: Row) => {
      const names = Object.keys(row).filter((name) => row[name] !== undefined);
      const columns = names.map((name) => `"${name}"`);
      const places = names.map((_, index) => `$${index + 1}`);
      const statement = `INSERT INTO application.${table} (${columns}) VALUES (${places}) RETURNING *`;
      return must<T>(one(statement, ...names.map((name) => row[name])));
    },
    userBy: (condition: string, ...values: unknown[]) =>
      one<AdapterUserRow>(`SELECT u.* FROM application.users AS u ${condition}`, ...values),
  };
}

type AdapterUserRow = { id: string; email: string; emailVerified: Date | null; name: string | null; role: string };
type SessionRow = { sessionToken: string; userId: string; expires: Date };

async function must<T>(row: Promise<unknown>): Promise<T> {
  const found = await row;
  if (!found) throw new Error("The application's database did not answer with a row");
  return found as T;
}
