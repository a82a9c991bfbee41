import { describe, expect, it } from "vitest";
import { sql } from "@/lib/two-factor/store/sql/sql";

describe("a piece of SQL", () => {
  it("keeps text and parameters apart", () => {
    expect(sql`SELECT ${1}, ${"x'; --"}`).toEqual({ strings: ["SELECT ", ", ", ""], values: [1, "x'; --"] });
  });

  it("takes in other pieces with their parameters, in order", () => {
    const inner = sql`a = ${1} AND b = ${2}`;
    expect(sql`WHERE ${inner} OR c = ${3} OR ${inner}`).toEqual({
      strings: ["WHERE a = ", " AND b = ", " OR c = ", " OR a = ", " AND b = ", ""],
      values: [1, 2, 3, 1, 2],
    });
  });

  it("takes a list as one parameter", () => {
    expect(sql`${["a", "b"]}::text[]`).toEqual({ strings: ["", "::text[]"], values: [["a", "b"]] });
  });
});
