import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { type ApprovalOutcome, approvalVerbs } from "@/lib/two-factor/flows/approval/verbs";
import { getApproval, postApproval, postProposal } from "@/lib/two-factor/next/approvals/approval-routes";
import { openTestSite, origin } from "@/lib/two-factor/testing/site";
import type { Approvals } from "@/lib/two-factor/two-factor";

type Asked = { verb: string; approvalId: string; answer?: unknown };

/** Approvals that answer every verb with `outcome`. */
async function openRoutes(outcome: ApprovalOutcome | Refused = { ok: true, state: "declined" }) {
  const asked: Asked[] = [];
  const approvals = {
    act: async ({ verb, approvalId, answer }: Asked) => {
      asked.push({ verb, approvalId, ...(answer !== undefined && { answer }) });
      return outcome;
    },
    propose: async () => outcome,
    explain: () => null,
  } as Partial<Approvals> as Approvals;
  const { site, token } = openTestSite({ approvals: async () => approvals }, "own");
  const csrf = await token();
  const to = (path: string) => ({ params: Promise.resolve({ path: path.split("/") }) });
  const send = (body: unknown) =>
    new Request(`${origin}/api/approvals`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { origin, "x-csrf-token": csrf, "content-type": "application/json" },
    });
  return {
    asked,
    post: (path: string, body: unknown = {}) => postApproval(site, send(body), to(path)),
    get: (path: string) => getApproval(site, new Request(`${origin}/api/approvals`), to(path)),
    propose: () => postProposal(site, send({}), { action: "buy", schema: z.strictObject({}) }),
  };
}

describe("the routes of an approval", () => {
  it("ask for every verb of the table, under the names that clients know", async () => {
    const { post, asked } = await openRoutes();
    const names = { approve: "approve", decline: "decline", resend: "send-again" };
    const all = { ...names, "other-channel": "other-channel", again: "again" };
    for (const [name, verb] of Object.entries(all)) {
      const body = verb === "approve" ? { code: "123456" } : {};
      expect((await post(`some-id/${name}`, body)).status, name).toBe(200);
      expect(asked.at(-1)).toEqual({ verb, approvalId: "some-id", ...(verb === "approve" && { answer: "123456" }) });
    }
    expect(Object.values(all).sort()).toEqual(Object.keys(approvalVerbs).sort());
  });

  it.each(["some-id/constructor", "some-id/send-again", "some-id/decline/again", "some-id/"])(
    "know no %s",
    async (path) => {
      const { post, get, asked } = await openRoutes();
      expect([(await post(path)).status, (await get(path)).status]).toEqual([404, 404]);
      expect(asked).toEqual([]);
    },
  );

  it("say which method an address takes", async () => {
    const { post, get } = await openRoutes();
    const [posted, got] = [await post("some-id"), await get("some-id/decline")];
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it.each([
    ["approve", {}],
    ["approve", { code: 123456 }],
    ["decline", { code: "123456" }],
  ])("take a code for %s alone: not %j", async (verb, body) => {
    const { post, asked } = await openRoutes();
    expect((await post(`some-id/${verb}`, body)).status).toBe(422);
    expect(asked).toEqual([]);
  });

  it.each<[ApprovalOutcome | Refused, number, object]>([
    [
      { ok: true, state: "executed", approvalId: "a", doneAt: "//evil.example" },
      200,
      { state: "executed", doneAt: "/" },
    ],
    [{ ok: true, state: "declined" }, 200, { state: "declined" }],
    [{ ok: true, state: "sent" }, 200, { state: "proposed" }],
    [{ ok: true, state: "proposed", approvalId: "new", code: "sent" }, 401, { approval: "/approve/new", max_age: 0 }],
    [{ ok: false, refusal: { code: "no-approval" } }, 404, { code: "no-approval", detail: "Refused: no-approval." }],
  ])("answer %j with %i", async (outcome, status, body) => {
    const { post, propose } = await openRoutes(outcome);
    for (const reply of [await post("some-id/again"), await propose()]) {
      expect(reply.status).toBe(status);
      expect(await reply.json()).toMatchObject(body);
    }
  });
});
