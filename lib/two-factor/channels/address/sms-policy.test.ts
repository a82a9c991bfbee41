import { describe, expect, it } from "vitest";
import { smsRefusal } from "./sms-policy";

const allowed = ["AT", "CH", "DE", "GB", "US"];

describe("an SMS may go", () => {
  it.each([
    ["a mobile in Germany", "+4915112345678"],
    ["a mobile in Austria", "+43660123456"],
    ["a mobile in Switzerland", "+41791234567"],
    ["a mobile in Britain", "+447400123456"],
    ["a mobile in Jersey, which people choose as Britain", "+447797712345"],
    ["a number in the United States, where mobile and fixed look alike", "+12125550123"],
    ["a provider's test number", "+15005550006"],
  ])("to %s", (_name, number) => expect(smsRefusal(number, allowed)).toBeNull());
});

// Attack: SMS pumping. A fraudster has codes sent to numbers whose carrier shares the fee with him.
describe("no SMS may go", () => {
  it.each([
    ["country-not-allowed", "a mobile in a country not listed", "+33612345678"],
    ["country-not-allowed", "a fixed line of an island with the same +1", "+12684601234"],
    ["country-not-allowed", "a mobile in Finland's islands where Finland is not listed", "+358457123456"],
    ["country-not-allowed", "a satellite phone", "+881612345678"],
    ["country-not-allowed", "an international network of no country", "+883510012345"],
    ["number-type-not-allowed", "a premium number", "+19005551234"],
    ["number-type-not-allowed", "a toll-free number", "+18005551234"],
    ["number-type-not-allowed", "a fixed line", "+4930123456"],
    ["number-type-not-allowed", "a personal number charged as premium", "+447012345678"],
    ["number-type-not-allowed", "a pager", "+447640123456"],
    ["invalid-number", "a number too short to be one", "+49151"],
    ["invalid-number", "a number nobody can have", "+10005551234"],
    ["invalid-number", "a country that does not exist", "+999123456789"],
    ["invalid-number", "no number at all", "alice@example.com"],
  ])("(%s) to %s", (refusal, _name, number) => expect(smsRefusal(number, allowed)).toBe(refusal));

  it("anywhere when no country is allowed", () => {
    expect(smsRefusal("+4915112345678", [])).toBe("country-not-allowed");
  });
});
