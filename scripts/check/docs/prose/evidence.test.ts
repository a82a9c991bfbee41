import { expect, test } from "vitest";
import { findLostEvidence } from "./evidence";

const files = [{ path: "lib/next/draft.ts", text: 'const options = { sameSite: "strict" };' }];

test("the evidence of a claim is in the file that it names", () => {
  expect(findLostEvidence('It is strict<!-- draft.ts says sameSite: "strict" -->.', files)).toEqual([]);
  expect(findLostEvidence('It is lax<!-- draft.ts says sameSite: "lax" -->.', files)).toEqual([
    'draft.ts does not say sameSite: "lax" any more',
  ]);
  expect(findLostEvidence("It is gone<!-- gone.ts says anything -->.", files)).toEqual([
    "gone.ts does not say anything any more",
  ]);
});
