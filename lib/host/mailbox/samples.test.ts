import { describe, expect, it } from "vitest";
import { channels, purposes, securityChanges } from "@/lib/two-factor/channels/index";
import { renderSamples } from "./samples";

const shop = { origin: "https://shop.example", siteName: "Fieldhouse Supply" };

const action = {
  lines: [{ id: "amount", label: "Amount", value: "129.00 EUR" }],
  title: "Your payment",
  happened: "A payment was made from your account.",
};

describe("the samples", () => {
  it("cover all messages, on both channels", async () => {
    const samples = await renderSamples({ ...shop, locale: "en", action });
    const names = [...purposes, "action-done", "new-sign-in", ...securityChanges];
    expect(samples.map(({ name, channel }) => `${channel} ${name}`)).toEqual(
      channels.flatMap((channel) => names.map((name) => `${channel} ${name}`)),
    );
    expect(new Set(samples.map(({ content }) => content.text)).size).toBe(samples.length);
  });

  it("are in the language asked for, with the lines of the approval", async () => {
    const samples = await renderSamples({ ...shop, locale: "de", action });
    const approval = samples.find(({ name, channel }) => name === "approve" && channel === "email");
    expect(approval?.content.subject).toBe("Ihr Code zum Freigeben einer Aktion (KPT)");
    expect(approval?.content.text).toContain("- Amount: 129.00 EUR");
    const done = samples.find(({ name, channel }) => name === "action-done" && channel === "email");
    expect(done?.content).toMatchObject({ subject: action.title, text: expect.stringContaining(action.happened) });
  });
});
