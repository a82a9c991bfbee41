import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLog } from "@/lib/host/log/log";

/** Writes with a fresh log and hands back its raw lines. */
function written(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog({ write: (line) => void lines.push(line) }));
  return lines;
}

function fieldsOf(fields: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(written((log) => log.info("probe", fields))[0] ?? "");
}

/** An error as the add-on throws it: with a name, a word as its code, and a cause. */
function fault(code: string, message: string, cause: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name: "TwoFactorFault", code });
}

const secretCode = "482913";
const token = "qE3nW5xT7rY9uI1oP-aS_dF4gH6jK8lZ0xC2vB5nM7q";

describe("the log", () => {
  it("writes one JSON line per event with level, ISO time, event and request id", () => {
    const lines = written((log) => {
      log.info("challenge_issue", { requestId: "r-1" });
      log.warn("csrf_refused", { requestId: "r-2" });
      log.error("fault");
    });
    const parsed = lines.map((line) => JSON.parse(line));
    expect(lines.every((line) => line.endsWith("\n") && line.indexOf("\n") === line.length - 1)).toBe(true);
    expect(parsed.map(({ level, event, requestId }) => [level, event, requestId])).toEqual([
      ["info", "challenge_issue", "r-1"],
      ["warn", "csrf_refused", "r-2"],
      ["error", "fault", undefined],
    ]);
    for (const { time } of parsed) expect(new Date(time).toISOString()).toBe(time);
  });

  it("writes to standard output by itself, at once", () => {
    const script = `import("@/lib/host/log/log").then(({ createLog }) => { createLog().info("started"); process.exit(0); })`;
    const run = spawnSync(process.execPath, ["--import", "tsx", "-e", script], { encoding: "utf8" });
    expect(JSON.parse(run.stdout)).toMatchObject({ level: "info", event: "started" });
  });

  it("keeps its own level, time and event when a field has the same name", () => {
    const line =
      written((log) => log.info("probe", { level: "fatal", time: 0, event: "authn_login_success" }))[0] ?? "";
    expect(line.match(/"level":/g)).toHaveLength(1);
    expect(JSON.parse(line)).toMatchObject({ level: "info", event: "probe", its_event: "authn_login_success" });
  });

  it("keeps what an operator needs: ids, states, counts, words and status codes", () => {
    const useful = {
      requestId: "482913aa-1111-4222-8333-444444482913",
      challengeId: "5f1f2a3e-9c1d-4b6e-8a55-0c9d1e2f3a4b",
      ip: "203.0.113.7",
      state: "superseded",
      purpose: "sign-in",
      failure: "rate-limited",
      durationMs: 123456,
      statusCode: 503,
      refusalCode: "cool-down",
      ok: false,
      nothing: null,
      keyId: "k2",
      at: "2026-11-22T14:05:06.789Z",
    };
    expect(fieldsOf(useful)).toMatchObject(useful);
  });
});

describe("redaction by name", () => {
  const names = [
    ...["code", "clearCode", "recoveryCodes", "otp", "pin", "token", "csrfToken", "sid", "sessionId", "jwt", "mac"],
    ...[
      "password",
      "passphrase",
      "secret",
      "AUTH_SECRET",
      "cookie",
      "set-cookie",
      "authorization",
      "apiKey",
      "api_key",
    ],
    ...[
      "to",
      "email",
      "e-mail",
      "emailAddress",
      "phone",
      "phoneNumber",
      "address",
      "recipient",
      "html",
      "text",
      "body",
    ],
  ];

  it.each(names)("takes out the value of %s, at any depth and of any kind", (name) => {
    const line = JSON.stringify(fieldsOf({ [name]: "plain", list: [{ deep: { [name]: ["plain", { x: "plain" }] } }] }));
    expect(line).not.toContain("plain");
  });
});

describe("redaction by shape", () => {
  const secrets: Record<string, string> = {
    "an e-mail address": "alice@example.com",
    "an address without a dot": "alice@localhost",
    "an address in a query string": "alice%40example.com",
    "an address with a plus sign": "alice+test@example.co.uk",
    "an international address": "äliçe@exämple.com",
    "an E.164 number": "+15005550006",
    "a spaced number": "+1 (500) 555-0006",
    "a code": secretCode,
    "a code with a space": "482 913",
    "a code with a hyphen": "482-913",
    "a code glued to a word": `code=${secretCode};`,
    "an opaque token": token,
    "a bearer header": "Bearer re_short_key",
  };
  const texts = Object.entries(secrets).map(([name, secret]) => [name, secret] as const);

  it.each(texts)("takes %s out of a string", (_name, secret) => {
    expect(JSON.stringify(fieldsOf({ note: `before ${secret} after` }))).not.toContain(secret);
  });

  it.each(texts)("takes %s out of a message, a stack, a cause and what an error carries", (_name, secret) => {
    const inner = Object.assign(new Error(`relay said ${secret}`), { detail: `Key (x)=(${secret})`, list: [secret] });
    const middle = new AggregateError([new TypeError(`one of ${secret}`)], `several ${secret}`, { cause: inner });
    const error = fault("channel-unavailable", `could not send ${secret}`, middle);
    error.stack = `${error.stack}\n    at ${secret}`;
    expect(JSON.stringify(fieldsOf({ error }))).not.toContain(secret);
  });

  it("takes user and password out of a connection string with any characters", () => {
    const { note } = fieldsOf({ note: "refused: postgres://shop:hunt=er:2@db.internal:5432/shop" });
    expect(note).toBe("refused: postgres://[redacted]@db.internal:5432/shop");
  });

  it("takes them out of the event's name and of field names", () => {
    const line = written((log) => log.info(`hello alice@example.com ${secretCode}`, { [`x-${secretCode}`]: 1 }))[0];
    expect(line).not.toContain(secretCode);
    expect(line).not.toContain("alice");
  });

  it("finds any code and any token wherever they stand in a text", () => {
    const code = fc.integer({ min: 0, max: 999_999 }).map((value) => String(value).padStart(6, "0"));
    const opaque = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes).toString("base64url"));
    fc.assert(
      fc.property(fc.string(), code, opaque, fc.string(), (before, digits, secret, after) => {
        const line = JSON.stringify(fieldsOf({ a: before + digits + after, b: [before + secret + after] }));
        return !line.includes(digits) && !line.includes(secret);
      }),
    );
  });

  it("still says what went wrong", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), {
      code: "ECONNREFUSED",
      syscall: "connect",
    });
    const { error } = fieldsOf({ error: fault("store-unavailable", "no answer", cause) });
    expect(error).toMatchObject({
      type: "TwoFactorFault",
      code: "store-unavailable",
      message: "no answer",
      cause: { code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:5432", syscall: "connect" },
    });
    expect(JSON.stringify(error)).toContain("log.test.ts");
  });

  it("never writes an error's code that is a number of six digits", () => {
    const line = JSON.stringify(fieldsOf({ error: Object.assign(new Error("x"), { code: secretCode }) }));
    expect(line).not.toContain(secretCode);
  });
});

describe("a hostile field", () => {
  // Attack: a user agent with line breaks, terminal escapes or direction marks forges a second log line or hides one.
  // An unescaped log would show the operator a sign-in that never took place.
  it("cannot begin a line of its own or act on a terminal", () => {
    const lines = written((log) =>
      log.info("probe", { userAgent: 'x\r\n{"level":"info","event":"fake"}\u2028\u2029\u001b[2K\u009b2K\u202e\u0000' }),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "probe" });
  });

  it("may be circular, endless, binary, a date or a class of its own", () => {
    const circle: Record<string, unknown> = { name: "circle" };
    circle.self = circle;
    const bytes = Buffer.from(token);
    const at = new Date(0);
    const fields = fieldsOf({
      circle,
      bytes,
      at,
      url: new URL(`https://shop.example/?t=${token}`),
      big: 482913n,
      long: "x ".repeat(9e5),
    });
    expect(fields).toMatchObject({ bytes: "[binary]", at: at.toISOString(), big: "[redacted]" });
    expect(JSON.stringify(fields)).not.toContain(token);
    expect(JSON.stringify(fields).length).toBeLessThan(20_000);
  });

  it("is read in linear time", () => {
    const started = performance.now();
    for (const filler of ["a", "1 ", "+1", "%4", "://", "-", "basic "]) fieldsOf({ note: filler.repeat(100_000) });
    // In quadratic time it would be minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
