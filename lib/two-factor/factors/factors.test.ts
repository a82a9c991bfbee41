// Attack: a flow knows one kind of proof by name, and treats the next one by the rules of another; or a session claims
// more than its factor proves: e-mail never says "mfa" (RFC 8176).
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { purposes } from "@/lib/two-factor/core/words";
import { adds as addsOfEmail } from "@/lib/two-factor/factors/email/words";
import { createFactors, factorFolders, statementsOf } from "@/lib/two-factor/factors/index";
import { adds as addsOfSms } from "@/lib/two-factor/factors/sms/words";
import type { MessageChannel } from "@/lib/two-factor/flows/message/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

const root = "lib/two-factor/";
const names = factorFolders.map(({ facts }) => facts.name);
const carrier = {} as MessageChannel;
const factorsWith = (channels: FactorPorts["channels"]) =>
  createFactors(factorFolders, { channels } as FactorPorts, {} as Parameters<typeof createFactors>[2]);

describe("the list of factors", () => {
  it("has a folder for each, with the same files in it", () => {
    const folders = readdirSync(`${root}factors`, { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { name } of folders) {
      const files = readdirSync(`${root}factors/${name}`);
      expect(files).toEqual(
        expect.arrayContaining(["begin.ts", "enrol.ts", "index.ts", "verify.ts", "view.ts", "words.ts"]),
      );
    }
  });

  it("leaves out whose messages nothing carries here", () => {
    const namesOf = (channels: FactorPorts["channels"]) => factorsWith(channels).map(({ name }) => name);
    expect(namesOf({ email: carrier, sms: carrier })).toEqual(["email", "sms"]);
    expect(namesOf({ sms: carrier })).toEqual(["sms"]);
    expect(namesOf({})).toEqual([]);
  });

  it("counts every answer to a code as a guess", () => {
    expect(statementsOf(factorFolders).filter(({ isGuessable }) => !isGuessable)).toEqual([]);
  });

  it("asks no flow and no statement to know a factor by name", () => {
    const files = ["flows", "store"].flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
    );
    // What an SMS costs is the channel's affair: its limits, and the deliveries that give back what was not sent.
    const product = files.filter((name) => /(?<!\.test)\.ts$/.test(name) && !name.startsWith("store/limit/"));
    const quoted = new RegExp(`["'](${names.join("|")})["']`);
    expect(product.length).toBeGreaterThan(50);
    expect(product.filter((name) => quoted.test(readFileSync(root + name, "utf8")))).toEqual([]);
  });
});

describe("what a code adds to how a session was proved", () => {
  it("by e-mail is a second channel, not a second factor", () => {
    expect(addsOfEmail(["pwd"])).toEqual(["mca", "email_code"]);
    expect(addsOfEmail([])).toEqual(["mca", "email_code"]);
  });

  it("by e-mail after a link by e-mail is nothing more: both opened the same mailbox", () => {
    expect(addsOfEmail(["email_link"])).toEqual(["email_code"]);
  });

  it("by SMS is a second factor after a password, and after anything else a second channel", () => {
    expect(addsOfSms(["pwd"])).toEqual(["sms", "mfa"]);
    expect(addsOfSms([])).toEqual(["sms", "mca"]);
    expect(addsOfSms(["email_link"])).toEqual(["sms", "mca"]);
  });
});

it("each factor names an authenticator as its owner knows it, and no more", () => {
  const [email, sms] = factorsWith({ email: carrier, sms: carrier });
  const of = (factor: string, address: string) => ({ id: "a", factor, address });
  expect(email?.mask(of("email", "alice@example.com"))).toBe("a•••@e•••.com");
  expect(sms?.mask(of("sms", "+15005550006"))).toBe("•••06");
  expect(factorFolders.every(({ facts }) => facts.purposes === purposes)).toBe(true);
});
