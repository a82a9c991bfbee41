// Places that a document names: files, links, headings, commands and addresses of the site.

const paths = /`((?:\.?[\w-]+\/)+[\w.()[\]-]*|[\w.-]*[\w-]\.(?:md|mjs|tsx?|js|json|prisma|yml|svg|png))`/g;
const ownFolders = /^(\.ci|\.github|app|components|docs|e2e|lib|prisma|public|scripts)\//;

/**
 * Paths in backticks and relative links that do not exist. A bare file name may be in any folder; NAME and TAG are
 * placeholders.
 */
export function findDeadPaths(markdown: string, folder: string, files: Files): string[] {
  const spaced = markdown.replaceAll(/`[^`\n]+`/g, (code) => code.replaceAll(/\s+/g, "` `"));
  const named = [...spaced.matchAll(paths)].map(([, path]) => String(path));
  const [inFolders, bare] = [
    named.filter((path) => ownFolders.test(path)),
    named.filter((path) => !path.includes("/")),
  ];
  const linked = links(markdown).map(({ path }) => absolute(path, folder));
  const dead = [...new Set([...inFolders, ...linked])].filter((path) => !files.exists(path));
  const unknown = [...new Set(bare)].filter((name) => !files.names.has(name));
  const isMeant = (path: string) => !/\b(NAME|TAG)\b/.test(path);
  return [...dead, ...unknown].filter(isMeant).map((path) => `${path} does not exist`);
}

/** `names` are the file names without their folders. */
export type Files = { exists: (path: string) => boolean; names: ReadonlySet<string> };

/** Links to a heading that its document does not have. `read` returns the text of a document of this project. */
export function findDeadAnchors(markdown: string, file: string, read: (path: string) => string): string[] {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";
  const toHeadings = links(markdown).filter(({ path, anchor }) => anchor !== "" && /\.md$|^$/.test(path));
  const isDead = ({ path, anchor }: Link) => {
    const text = path === "" ? markdown : read(absolute(path, folder));
    return text !== "" && !headingsOf(text).includes(anchor);
  };
  return toHeadings.filter(isDead).map(({ path, anchor }) => `${path}#${anchor}: there is no such heading`);
}

type Link = { path: string; anchor: string };

function links(markdown: string): Link[] {
  const all = [...markdown.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?[^)]*\)/g)];
  return all
    .map(([, path = "", anchor = ""]) => ({ path, anchor }))
    .filter(({ path, anchor }) => !/^[a-z]+:/.test(path) && path + anchor !== "");
}

function absolute(path: string, folder: string): string {
  return decodeURI(new URL(path, `file:///${folder}`).pathname.slice(1));
}

function headingsOf(markdown: string): string[] {
  const headings = Array.from(markdown.matchAll(/^#+ (.+)$/gm), ([, heading]) => String(heading));
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .trim()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

/** Commands `npm run ...` in a text that package.json does not have. */
export function findUnknownCommands(markdown: string, scripts: Record<string, string>): string[] {
  const named = [...markdown.matchAll(/npm (?:run ([\w:-]+)|(test|start))\b/g)].map(([, run, short]) =>
    String(run ?? short),
  );
  return [...new Set(named)].filter((name) => !(name in scripts)).map((name) => `npm run ${name} does not exist`);
}

/** Addresses of the site in backticks, such as `/verify` or `POST /api/orders`, that no route of app/ serves. */
export function findUnknownAddresses(markdown: string, routes: readonly string[]): string[] {
  const named = [...markdown.matchAll(/`(?:(?:GET|POST) )?(\/[a-z][\w/[\].-]*)`/g)].map(([, address]) =>
    String(address),
  );
  const served = routes.map(asPattern);
  return [...new Set(named)]
    .filter((address) => !served.some((pattern) => pattern.test(address)))
    .map((address) => `no route serves ${address}`);
}

/** The address of each page and route handler under app/. */
export function routesOf(files: readonly string[]): string[] {
  const handlers = files.filter((file) => /^app\/(.*\/)?(page\.tsx|route\.ts)$/.test(file));
  return handlers.map((file) => `/${file.split("/").slice(1, -1).filter(isPartOfAddress).join("/")}`);
}

function isPartOfAddress(part: string): boolean {
  return !/^\(.*\)$/.test(part);
}

function asPattern(route: string): RegExp {
  const parts = route.split("/").map((part) => {
    if (part.startsWith("[...")) return ".+";
    return part.startsWith("[") ? "[^/]+" : part.replace(/\W/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}$`);
}
