import { Client } from "pg";

/** An empty schema that marks a database which the demo filled itself. */
const mark = "countersign_demo";

/**
 * The demo migrates its database and adds people with a published password. So it uses a database only if it made it
 * before, if it is empty, or if `meant` holds its name. Any other database stays untouched, and the error names the
 * next step.
 */
export async function requireOwnDatabase(url, meant) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { name, isEmpty, isMarked } = await look(client);
    if (!isMarked && !isEmpty && meant !== name) throw new Error(refusal(name));
    if (isEmpty) await client.query(`CREATE SCHEMA IF NOT EXISTS ${mark}`);
  } finally {
    await client.end();
  }
}

async function look(client) {
  const { rows } = await client.query(
    `SELECT current_database() AS name, to_regnamespace($1) IS NOT NULL AS "isMarked",
       NOT EXISTS (
         SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
         WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema') AS "isEmpty"`,
    [mark],
  );
  return rows[0];
}

function refusal(name) {
  return (
    `DATABASE_URL names the database "${name}", which holds tables that this demo did not make. The demo would migrate ` +
    "it and add people with a published password, so it stays untouched. Unset DATABASE_URL, name an empty database, " +
    `or say that you mean it: npm run demo -- --database ${name}`
  );
}
