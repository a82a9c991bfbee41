// Attack: a stranger with the password goes on guessing after the account's budget is spent, on new codes and channels.
// The account's end must outrank everything that is said of the code, for wrong and right answers alike.
import { describe, expect, it } from "vitest";
import { refusalAfterWrong, refusalBeforeAnswer, refusalOfBudget } from "@/lib/two-factor/core/code/budget";
import { challengeStates } from "@/lib/two-factor/core/code/challenge";

const open = { codesDisabled: false, lockedForSeconds: 0 };
const locked = { codesDisabled: false, lockedForSeconds: 3600 };
const disabled = { codesDisabled: true, lockedForSeconds: 3600 };

describe("the account's budget", () => {
  it("refuses nothing while it lasts", () => {
    expect(refusalOfBudget(open)).toBeNull();
  });

  it("says when a lock ends", () => {
    expect(refusalOfBudget(locked)).toEqual({ code: "locked", retryAfterSeconds: 3600 });
  });

  it("says that codes are disabled rather than that a lock will end", () => {
    expect(refusalOfBudget(disabled)).toEqual({ code: "codes-disabled" });
  });
});

describe("before an answer is compared", () => {
  it.each([...challengeStates.map((state) => ({ state })), null])(
    "a locked account compares nothing (%j)",
    (challenge) => {
      expect(refusalBeforeAnswer(locked, challenge)).toMatchObject({ code: "locked" });
      expect(refusalBeforeAnswer(disabled, challenge)).toEqual({ code: "codes-disabled" });
    },
  );

  it("a person without a code is told so", () => {
    expect(refusalBeforeAnswer(open, null)).toEqual({ code: "no-code" });
  });

  it("a live code may be compared and an ended one may not", () => {
    expect(refusalBeforeAnswer(open, { state: "pending" })).toBeNull();
    expect(refusalBeforeAnswer(open, { state: "expired" })).toEqual({ code: "expired" });
  });
});

describe("after a wrong answer", () => {
  it("tells how many are left", () => {
    expect(refusalAfterWrong(open, 4)).toEqual({ code: "wrong", attemptsLeft: 4 });
    expect(refusalAfterWrong(open, 1)).toEqual({ code: "wrong", attemptsLeft: 1 });
  });

  it("ends the code with the last one", () => {
    expect(refusalAfterWrong(open, 0)).toEqual({ code: "exhausted" });
  });

  it("tells of the account's end before the code's end", () => {
    expect(refusalAfterWrong(locked, 0)).toMatchObject({ code: "locked" });
    expect(refusalAfterWrong(disabled, 3)).toEqual({ code: "codes-disabled" });
  });
});
