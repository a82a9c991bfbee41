import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/host/language/i18n.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native addons, the database driver and the SDKs that read their own files load from node_modules as they are.
  serverExternalPackages: ["@node-rs/argon2", "nodemailer", "pg", "pino", "twilio"],
  turbopack: { root: import.meta.dirname },
  // As maxBodyBytes in lib/host/server/site.ts; these two count what arrives without saying its length. The second is what Next.js
  // keeps for whoever comes after proxy.ts, ten megabytes of every post by itself; more than a form, so that a guard sees
  // that a body is too long.
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "256kb" },
};

export default withNextIntl(config);
