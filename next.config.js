import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/host/language/i18n.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native addons, the database driver and SDKs that read their own files are loaded unbundled from node_modules.
  serverExternalPackages: ["@node-rs/argon2", "nodemailer", "pg", "pino", "twilio"],
  turbopack: { root: import.meta.dirname },
  // Like maxBodyBytes in lib/host/server/site.ts, but for bodies without a content length. Next.js keeps the second
  // amount of a body for the handlers after proxy.ts, by default ten megabytes. It is more than a form, so that a guard
  // sees that a body is too long.
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "256kb" },
};

export default withNextIntl(config);
