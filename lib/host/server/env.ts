import { z } from "zod";
import { readSmtpUrl } from "@/lib/two-factor/channels/smtp/index";
import { defaultLimits, parseKeys } from "@/lib/two-factor/index";

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");
/** An empty variable counts as unset, as in a copied .env.example. */
const unset = (value: unknown) => (value === "" ? undefined : value);
const optional = z.preprocess(unset, z.string().optional());
const optionalUrl = z.preprocess(unset, z.url({ protocol: /^https?$/, error: "must be a web address" }).optional());
const mailServer = z
  .string()
  .transform(
    (value, context) => readSmtpUrl(value) ?? context.addIssue("must be smtp:// or smtps://, without parameters"),
  );
const webhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}=*$/, "must be whsec_ and what follows it");
const smsSender = z.string().regex(/^(\+[1-9]\d{6,14}|MG\w+)$/, "must be a number such as +15005550006, or MG...");
const amount = z.coerce.number().int("must be a whole number").min(1, "must be at least 1");
const countries = z
  .string()
  .regex(/^[A-Z]{2}(,[A-Z]{2})*$/, "must be country codes such as AT,CH,DE")
  .transform((value) => value.split(","));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  AUTH_URL: z.url({ protocol: /^https?$/, error: "must be the public origin, such as https://shop.example" }),
  AUTH_SECRET: z.string({ error: "must be set" }).min(32, "must be at least 32 bytes"),
  COUNTERSIGN_KEYS: z.string({ error: "must be set: id:base64[,id:base64], 32 bytes each" }),
  DATABASE_URL: z
    .string({ error: "must be a PostgreSQL address" })
    .regex(/^postgres(ql)?:\/\//, "must be a PostgreSQL address"),
  EMAIL_FROM: z.string().min(3).default("Fieldhouse Supply <no-reply@localhost>"),
  RESEND_API_KEY: optional,
  RESEND_BASE_URL: optionalUrl,
  RESEND_WEBHOOK_SECRET: z.preprocess(unset, webhookSecret.optional()),
  SMTP_URL: z.preprocess(unset, mailServer.optional()),
  TWILIO_ACCOUNT_SID: z.preprocess(unset, z.string().startsWith("AC", "must begin with AC").optional()),
  TWILIO_AUTH_TOKEN: optional,
  TWILIO_FROM: z.preprocess(unset, smsSender.optional()),
  TWILIO_BASE_URL: optionalUrl,
  SMS_COUNTRIES: countries.default(["AT", "CA", "CH", "DE", "GB", "IE", "US"]),
  SMS_COST: amount.default(defaultLimits.sms.costPerSms),
  SMS_DAILY_CAP: amount.default(defaultLimits.sms.costPerDay),
  TRUSTED_PROXY_HOPS: z.coerce.number().int("must be a whole number").min(0).max(8).default(0),
  LOW_VALUE_EXEMPTION: flag,
  COUNTERSIGN_DEMO: flag,
  COUNTERSIGN_DATA_DIR: z.string().min(1).default(".data"),
});

export type Env = ReturnType<typeof parseEnv>;

/** Reads the environment; throws one Error whose message has a line per fault, each naming its variable. */
export function parseEnv(source: Record<string, string | undefined>) {
  const parsed = schema.safeParse(source);
  const faults = parsed.success ? policyFaults(parsed.data) : parsed.error.issues.map(issueLine);
  if (!parsed.success || faults.length > 0) throw new Error(faults.join("\n"));
  const origin = new URL(parsed.data.AUTH_URL).origin;
  return {
    ...parsed.data,
    origin,
    secureCookies: origin.startsWith("https:"),
    keys: parseKeys(parsed.data.COUNTERSIGN_KEYS),
  };
}

function issueLine(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")}: ${issue.message}`;
}

/** Rules that need more than one variable. */
function policyFaults(env: z.output<typeof schema>): string[] {
  const faults: string[] = [];
  const { hostname, protocol } = new URL(env.AUTH_URL);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (env.COUNTERSIGN_DEMO && !loopback)
    faults.push("COUNTERSIGN_DEMO: refused, since AUTH_URL is not a loopback address");
  if (!env.COUNTERSIGN_DEMO && !env.RESEND_API_KEY && !env.SMTP_URL)
    faults.push("RESEND_API_KEY: must be set, or SMTP_URL, since there is no other way to send a code by e-mail");
  faults.push(...twilioFaults(env));
  if (env.SMS_COST > env.SMS_DAILY_CAP) faults.push("SMS_COST: must be at most SMS_DAILY_CAP, or no text is ever sent");
  if (protocol === "http:" && !loopback && env.NODE_ENV === "production")
    faults.push("AUTH_URL: must be https in production");
  try {
    parseKeys(env.COUNTERSIGN_KEYS);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : "COUNTERSIGN_KEYS: malformed");
  }
  return faults;
}

/** All three or none: a sender's number without its account cannot send. */
function twilioFaults(env: z.output<typeof schema>): string[] {
  const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"] as const;
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return [];
  return missing.map((name) => `${name}: must be set to send SMS`);
}

let parsed: Env | undefined;

/** The parsed environment. Read at the first use, so that a build needs no secret. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
