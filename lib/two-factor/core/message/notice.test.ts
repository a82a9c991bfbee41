import { describe, expect, it } from "vitest";
import { type Destination, destinationsOf, type NoticeContent } from "./notice";

const email: Destination = { channel: "email", address: "alice@example.com" };
const other: Destination = { channel: "email", address: "new@example.com" };
const phone: Destination = { channel: "sms", address: "+15005550006" };
const change: NoticeContent = { about: "security-change", change: "two-step-off" };
const signIn: NoticeContent = { about: "new-sign-in" };
const done: NoticeContent = {
  about: "action-done",
  title: "Your order",
  happened: "It was placed.",
  approvalId: "abc",
};

describe("a notice", () => {
  // Attack: switch two-step verification off with the mailbox alone, and delete the message that tells of it.
  it("of a security change, or of an action that asks for it, goes to every address", () => {
    expect(destinationsOf({ ...done, everyAddress: true }, [email, phone], ["email", "sms"])).toEqual([email, phone]);
    expect(destinationsOf(change, [email, phone, other], ["email", "sms"])).toEqual([email, phone, other]);
  });

  it.each([signIn, done])("of anything else goes by e-mail: $about", (told) => {
    expect(destinationsOf(told, [phone, email], ["email", "sms"])).toEqual([email]);
    expect(destinationsOf(told, [phone], ["email", "sms"])).toEqual([phone]);
  });

  it("goes nowhere twice, and nowhere that cannot be reached", () => {
    expect(destinationsOf(change, [email, { ...email }, phone], ["email"])).toEqual([email]);
    expect(destinationsOf(signIn, [phone], ["email"])).toEqual([]);
  });
});
