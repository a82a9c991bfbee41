/**
 * The import rules; docs/decisions has the reasons. All texts are regular expressions over package names and paths from
 * the root. A rule holds for files that match `from` and not `except`: `only` lists the allowed files of this project,
 * `packages` the allowed packages, and `never` forbidden files and packages.
 * `$1` stands for the first group of `from`.
 */
const tests = "\\.test\\.ts$|(^|/)testing/";
const providers = "(resend|smtp|twilio)";
const shop = "^(lib|components|e2e)/shop/|^app/\\(shop\\)/|^prisma/seed/shop/";

/** A package that only some folders may import. Tests, scripts and the browser tests are outside the product. */
const home = (packages, homes, because) => ({
  name: `one-home-for-${packages.replace(/[^a-z]+/g, "-").replace(/^-|-$/g, "")}`,
  from: "",
  except: `${homes}|${tests}|^(e2e|scripts)/|^[^/]*\\.config\\.`,
  never: [packages],
  says: because,
});

export const importRules = [
  {
    name: "core-is-pure",
    from: "^lib/two-factor/core/",
    except: tests,
    only: ["^lib/two-factor/core/"],
    packages: [],
    says: "core/ imports only core/, not even node:",
  },
  {
    name: "ports-know-core-only",
    from: "^lib/two-factor/flows/(\\w[\\w-]*/)?ports\\.ts$",
    only: ["^lib/two-factor/core/", "^lib/two-factor/flows/(\\w[\\w-]*/)?ports\\.ts$"],
    packages: [],
    says: "ports import only core/ and ports",
  },
  {
    name: "flows-see-ports-not-adapters",
    from: "^lib/two-factor/flows/",
    except: tests,
    only: ["^lib/two-factor/(core|flows)/"],
    packages: [],
    says: "flows/ imports only core/ and flows/",
  },
  {
    name: "adapters-see-ports-not-flows",
    from: "^lib/two-factor/(store|channels|crypto)/",
    except: tests,
    never: ["^lib/two-factor/flows/(?!(\\w[\\w-]*/)?ports\\.ts$)"],
    says: "of flows/ an adapter knows the ports only",
  },
  {
    name: "factors-see-flows-and-core",
    from: "^lib/two-factor/factors/[\\w-]+/(?!store\\.ts$)",
    except: tests,
    only: ["^lib/two-factor/(core|flows|factors)/"],
    says: "a factor uses core/ and what flows/ offer; only its store.ts knows SQL",
  },
  {
    name: "factors-do-not-meet",
    from: "^lib/two-factor/factors/([\\w-]+)/",
    never: ["^lib/two-factor/factors/(?!$1/)[\\w-]+/"],
    says: "a factor can be left out: no other one imports it",
  },
  {
    name: "factors-are-named-in-their-list",
    from: "^lib/two-factor/(?!factors/)",
    except: tests,
    never: ["^lib/two-factor/factors/(?!index\\.ts$)"],
    says: "outside factors/ the list knows which ones there are",
  },
  {
    name: "adapters-do-not-meet",
    from: "^lib/two-factor/(store|channels|crypto|next-auth|next)/",
    except: tests,
    never: ["^lib/two-factor/(?!$1/)(store|channels|crypto|next-auth|next|factors)/"],
    says: "adapters never import each other",
  },
  {
    name: "providers-behind-their-doors",
    from: "^lib/two-factor/",
    except: `${tests}|^lib/two-factor/channels/${providers}/`,
    never: [`^lib/two-factor/channels/${providers}/`],
    says: "an application that uses one provider loads no other's SDK",
  },
  {
    name: "providers-do-not-meet",
    from: `^lib/two-factor/channels/${providers}/`,
    except: tests,
    never: [`^lib/two-factor/channels/(?!$1/)${providers}/`],
    says: "what providers share lies in channels/ itself",
  },
  {
    name: "only-tests-use-testing",
    from: "",
    except: `${tests}|^(e2e|scripts)/`,
    never: ["^(lib/[^/]+|prisma)/testing/"],
    says: "testing/ is for tests only",
  },
  {
    name: "add-on-never-imports-host-or-shop",
    from: "^lib/two-factor/",
    except: tests,
    only: ["^lib/two-factor/"],
    says: "the add-on works in any application: it imports nothing of this one",
  },
  {
    name: "outsiders-use-a-door",
    from: "^(?!lib/two-factor/)",
    except: "^(e2e|scripts)/",
    never: [`^lib/two-factor/(?!(index|client|(next|next-auth|channels(/${providers})?)/index)\\.ts$)`],
    says: "from outside, the add-on is index, client, and the index of next, next-auth, channels and each provider",
  },
  {
    name: "components-use-the-client-door",
    from: "^components/",
    never: ["^lib/two-factor/(?!client\\.ts$)"],
    says: "components see only client.ts of the add-on",
  },
  {
    name: "pages-ask-readers",
    from: "^(app|components)/",
    never: ["^lib/host/server/db\\.ts$"],
    says: "a page asks a reader, which takes the session that a guard made, and never the database",
  },
  {
    name: "only-the-shop-knows-the-shop",
    from: "",
    except: shop,
    never: [shop],
    says: "the demo shop can be deleted: nothing else imports it",
  },
  home(
    "^(@prisma/|prisma/client/)",
    "^lib/host/|^prisma/|^lib/two-factor/store/",
    "the database is reached in store/ and host/",
  ),
  home("^(resend|standardwebhooks)$", "^lib/two-factor/channels/resend/", "Resend is known in channels/resend/ only"),
  home("^nodemailer(/|$)", "^lib/two-factor/channels/smtp/", "mail servers are known in channels/smtp/ only"),
  home("^twilio(/|$)", "^lib/two-factor/channels/twilio/", "Twilio is known in channels/twilio/ only"),
  home("^(@react-email/|bowser$)", "^lib/two-factor/channels/words/", "messages are written in channels/words/"),
  home("^libphonenumber-js(/|$)", "^lib/two-factor/channels/address/", "numbers are read in channels/address/"),
  home(
    "^next-auth(/|$)",
    "^lib/two-factor/(next-auth/|countersign\\.ts$)|^lib/host/",
    "NextAuth is known in next-auth/, host/ and where the add-on is put together",
  ),
  home(
    "^next(/|$)",
    "^lib/two-factor/(next(-auth)?/|(compose|countersign)\\.ts$)|^lib/(host|shop)/|^(app|components)/|^(proxy|instrumentation)\\.ts$",
    "Next.js is known at the edge",
  ),
  home("^@node-rs/argon2$", "^lib/host/", "passwords belong to the host"),
];
