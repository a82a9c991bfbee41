import { describe, expect, it } from "vitest";
import { totalOf } from "./total";

describe("the total of an order", () => {
  it.each([
    ["nothing", [], { goodsMinor: 0, deliveryMinor: 0, totalMinor: 0 }],
    ["a cent below free delivery", [[1, 9_999]], { goodsMinor: 9_999, deliveryMinor: 490, totalMinor: 10_489 }],
    ["free delivery", [[2, 5_000]], { goodsMinor: 10_000, deliveryMinor: 0, totalMinor: 10_000 }],
    [
      "several things",
      [
        [3, 100],
        [2, 50],
      ],
      { goodsMinor: 400, deliveryMinor: 490, totalMinor: 890 },
    ],
  ])("is the sum of goods and delivery: %s", (_, items, sums) => {
    expect(totalOf(items.map(([quantity = 0, priceMinor = 0]) => ({ quantity, priceMinor })))).toEqual(sums);
  });
});
