import { expect, it } from "vitest";
import { createPlaces } from "@/lib/host/password/places";

// Attack: two hundred passwords at once, so that all other sign-ins wait behind them.
it("places are refused at once while all are taken, and given again when one comes back", () => {
  const places = createPlaces(2);
  const [first, second] = [places.take(), places.take()];
  expect([first, second]).not.toContain(null);
  expect(places.take()).toBeNull();
  first?.();
  expect(places.take()).not.toBeNull();
  expect(places.take()).toBeNull();
});
