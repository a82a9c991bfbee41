import { expect, it, vi } from "vitest";
import { placeOrder } from "./place-order";

vi.mock("@/lib/host/server/db", () => ({}));

it.each([
  ["en", "€23.40", "Purchase, €23.40"],
  ["de", "23,40\u00a0€", "Einkauf, 23,40\u00a0€"],
])("a purchase is listed in %s with its kind and its total", (locale, total, title) => {
  const lines = [
    { id: "payee", label: "Paid to", value: "Fieldhouse Supply" },
    { id: "total", label: "Total", value: total },
  ];
  expect(placeOrder.title?.({ lines, locale })).toBe(title);
});
