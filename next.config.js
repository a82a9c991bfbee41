import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/host/i18n.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native addons, the database driver and the SDKs that read their own files load from node_modules as they are.
  serverExternalPackages: ["@node-rs/argon2", "nodemailer", "pg", "pino", "twilio"],
  turbopack: { root: import.meta.dirname },
  // As maxBodyBytes in lib/host/site.ts; this one counts what arrives without saying its length.
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "256kb" },
};

export default withNextIntl(config);
