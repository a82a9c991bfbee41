import { expect, test } from "vitest";
import { findDeadImports, findUnknownTables } from "./examples";

test("imports in blocks of TypeScript lead to a file", () => {
  const exists = (path: string) => ["lib/host/start.ts", "lib/add-on/index.ts"].includes(path);
  const text = '```ts\nimport { a } from "@/lib/host/start";\nawait import("@/lib/add-on");\nimport "@/lib/gone";\n```';
  expect(findDeadImports(text, exists)).toEqual(["@/lib/gone leads nowhere"]);
  expect(findDeadImports('```js\nimport "@/lib/gone";\n```', exists)).toEqual([]);
});

test("tables in blocks of SQL have a model", () => {
  const schema = '@@map("users")\n@@map("delivery")';
  const text = "```sql\nUPDATE users SET a = 1;\nSELECT 1 FROM delivery JOIN gone ON true;\n```\n`DELETE FROM nothing`";
  expect(findUnknownTables(text, schema)).toEqual(["there is no table gone"]);
  expect(findUnknownTables("the row of `delivery`, a table `missing`", schema)).toEqual(["there is no table missing"]);
  expect(findUnknownTables("  ```sql\n  DELETE FROM lost;\n  ```", schema)).toEqual(["there is no table lost"]);
});
