// Attack: not one clever request but an unlucky order of honest ones runs something that nobody was shown.
// Random sequences of two sessions of one account, with every code sent typed into every approval there is. In plain
// words:
//
//  1. What ran is, to the letter, what the page and the message of that approval showed.
//  2. It ran because the newest code of that very approval was typed in the session and browser that proposed it,
//     within the code's five minutes and the approval's ten, and nothing described had changed.
//  3. Where all of that holds, it does run: nobody is kept waiting by what they did before.
//  4. An approval runs at most once, and an end is an end.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestApproval, type Shopper } from "@/lib/two-factor/testing/approval";

type Step =
  | { do: "propose"; session: number; note: string; isCool: boolean }
  | { do: "propose again" | "resend" | "decline"; session: number; approval: number }
  | { do: "change"; total: number }
  | { do: "answer"; session: number; approval: number; code: number }
  | { do: "answer right"; approval: number }
  | { do: "wait"; seconds: number };

type Code = { digits: string; sentAt: number; wrong: number };
type Known = {
  id: string;
  session: number;
  shown: string[];
  proposedAt: number;
  isOpen: boolean;
  code: Code | null;
};
type World = { now: number; cart: string; sessions: Shopper[]; known: Known[]; codes: string[]; ran: string[][] };

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const any = fc.nat({ max: 50 });
const session = fc.nat({ max: 1 });
const steps: fc.Arbitrary<Step>[] = [
  fc.record({
    do: fc.constant("propose" as const),
    session,
    note: fc.constantFrom("", "ring twice"),
    isCool: fc.constantFrom(true, true, false),
  }),
  fc.record({
    do: fc.constantFrom("propose again" as const, "resend" as const, "decline" as const),
    session,
    approval: any,
  }),
  fc.record({ do: fc.constant("change" as const), total: fc.constantFrom(4990, 4990, 8990) }),
  fc.record({ do: fc.constant("answer" as const), session, approval: any, code: any }),
  fc.record({ do: fc.constant("answer right" as const), approval: any }),
  // No sum of these comes within two seconds below a limit, which is what a slow run may drift.
  fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(63, 301, 602) }),
];
const weights = [4, 3, 3, 4, 5, 1];
const step = fc.oneof(...steps.map((arbitrary, index) => ({ arbitrary, weight: weights[index] ?? 1 })));

const proposing = (note = "", isCool = true): Step => ({ do: "propose", session: 0, note, isCool });
const answerWith = (approval: number, code: number, session = 0): Step => ({ do: "answer", session, approval, code });
const right = (approval: number): Step => ({ do: "answer right", approval });
const wait = (seconds: number): Step => ({ do: "wait", seconds });

/** Meets every answer there is, so that no run can pass without having met them. */
const tour: Step[] = [
  ...[proposing(), { do: "resend", session: 0, approval: 0 } as const, answerWith(0, 1), answerWith(0, 0)],
  ...[answerWith(0, 2, 1), { do: "change", total: 8990 } as const, right(0), right(0)],
  ...[proposing("second"), { do: "decline", session: 0, approval: 1 } as const, right(1)],
  ...[proposing("third"), right(2), right(2), proposing("fourth"), wait(301), right(3), wait(301), right(3)],
  ...[proposing("fifth"), proposing("sixth", false), right(5)],
];

it("no sequence runs anything but what was shown", async () => {
  const seen = new Set<string>();
  const walks = fc.array(step, { minLength: 10, maxLength: 40, size: "max" });
  await fc.assert(
    fc.asyncProperty(walks, (walk) => follow(walk, seen)),
    { numRuns: 30, examples: [[tour]] },
  );
  const met = ["executed", "changed", "wrong", "older-code", "no-approval", "expired", "no-code"];
  expect([...seen]).toEqual(
    expect.arrayContaining([...met, "over executed", "over declined", "over void", "over expired"]),
  );
}, 300_000);

async function follow(walk: Step[], seen: Set<string>): Promise<void> {
  await bench.forget();
  const first = await bench.shopper();
  const sessions = [first, await bench.elsewhere(first)];
  const world: World = { now: 0, cart: "49.90", sessions, known: [], codes: ["000000"], ran: [] };
  for (const each of walk) await take(world, each, seen);
  expect((await first.purchases()).map(asShown)).toEqual(world.ran);
}

const asShown = ({ item, total, note }: { item: string; total: number; note: string }) => [
  item,
  (total / 100).toFixed(2),
  ...(note ? [note] : []),
];

async function take(world: World, step: Step, seen: Set<string>): Promise<void> {
  switch (step.do) {
    case "propose":
      return propose(world, step.session, step.isCool, (shopper) => shopper.propose({ note: step.note }));
    case "change":
      world.cart = (step.total / 100).toFixed(2);
      return world.sessions[0]?.fill("Lamp", step.total);
    case "wait":
      world.now += step.seconds;
      return bench.elapse(step.seconds);
    default: {
      const known = pick(world.known, step.approval);
      if (known) await takeWith(world, known, step, seen);
    }
  }
}

async function takeWith(
  world: World,
  known: Known,
  step: Exclude<Step, { do: "propose" | "change" | "wait" }>,
  seen: Set<string>,
): Promise<void> {
  switch (step.do) {
    case "propose again":
      return propose(world, step.session, true, (shopper) => shopper.proposeAgain(known.id));
    case "resend": {
      const shopper = shopperOf(world, step.session);
      await shopper.forgetSends();
      await noteCode(world, step.session, known, () => shopper.resend(known.id));
      return;
    }
    case "decline": {
      const { ok } = await shopperOf(world, step.session).decline(known.id);
      expect(ok).toBe(isWaiting(world, known) && step.session === known.session);
      if (ok) known.isOpen = false;
      return;
    }
    case "answer":
      return answer(world, known, step.session, pick(world.codes, step.code) ?? "000000", seen);
    case "answer right":
      return answer(world, known, known.session, known.code?.digits ?? "000000", seen);
  }
}

async function propose(
  world: World,
  session: number,
  isCool: boolean,
  work: (shopper: Shopper) => ReturnType<Shopper["propose"]>,
): Promise<void> {
  const shopper = shopperOf(world, session);
  if (isCool) await shopper.forgetSends();
  const before = shopper.messages.length;
  const proposed = await work(shopper);
  if (!proposed.ok || world.known.some(({ id }) => id === proposed.approvalId)) return;
  const view = await shopper.view(proposed.approvalId);
  const shown = view.ok ? view.lines.map(({ value }) => value) : [];
  for (const each of world.known) if (each.session === session) each.isOpen = false;
  const known = { id: proposed.approvalId, session, shown, proposedAt: world.now, isOpen: true, code: null };
  world.known.push(known);
  readMessage(world, shopper, before, known);
}

async function noteCode(world: World, session: number, known: Known, work: () => Promise<unknown>): Promise<void> {
  const shopper = shopperOf(world, session);
  const before = shopper.messages.length;
  await work();
  readMessage(world, shopper, before, known);
}

function readMessage(world: World, shopper: Shopper, before: number, known: Known): void {
  const message = shopper.messages.slice(before).at(-1);
  if (!message) return;
  expect(message.approval?.lines.map(({ value }) => value)).toEqual(known.shown);
  known.code = { digits: message.code, sentAt: world.now, wrong: 0 };
  world.codes.push(message.code);
}

async function answer(world: World, known: Known, session: number, digits: string, seen: Set<string>): Promise<void> {
  const shopper = shopperOf(world, session);
  const { wrongAnswers } = await shopper.row();
  const isCompared =
    session === known.session && wrongAnswers < 20 && isWaiting(world, known) && hasLiveCode(world, known);
  const isRight = isCompared && digits === known.code?.digits;
  const mayRun = isRight && known.shown[1] === world.cart;
  const answered = await shopper.answer(known.id, digits);
  expect(answered.ok).toBe(mayRun);
  seen.add(answered.ok ? "executed" : nameOf(answered.refusal));
  if (isRight) known.isOpen = false;
  else if (isCompared && known.code) known.code.wrong += 1;
  if (answered.ok) world.ran.push(known.shown);
}

function nameOf(refusal: Extract<Awaited<ReturnType<Shopper["answer"]>>, { ok: false }>["refusal"]): string {
  return refusal.code === "approval-over" ? `over ${refusal.state}` : refusal.code;
}

function isWaiting({ now }: World, { isOpen, proposedAt }: Known): boolean {
  return isOpen && now < proposedAt + 600;
}

function hasLiveCode({ now }: World, { code }: Known): boolean {
  return code !== null && code.wrong < 5 && now < code.sentAt + 300;
}

function shopperOf({ sessions }: World, session: number): Shopper {
  const shopper = sessions[session];
  if (!shopper) throw new RangeError(`There is no session ${session}`);
  return shopper;
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(list.length, 1)];
}
