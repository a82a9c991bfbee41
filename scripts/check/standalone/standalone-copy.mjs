import { execFileSync } from "node:child_process";
import { cpSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** The demo shop: its folders, its tables and the migrations that made them. */
const demo =
  /^((lib|components|e2e)\/shop|app\/\(shop\)|prisma\/seed\/shop|public\/catalogue)\/|^prisma\/(schema\/shop\.prisma$|migrations\/\d+_shop(_\w+)?\/)/;

/** The number of files that stay without the demo shop, and that go, for each folder. */
export function partWithoutDemo(files) {
  const removed = files.filter((file) => demo.test(file));
  const kept = files.filter((file) => !demo.test(file));
  const folders = new Map();
  for (const file of removed) {
    const folder = (demo.exec(file) ?? [file])[0].replace(/\/$/, "");
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return { kept, folders };
}

/** Copies the files that git would commit, without the demo shop, and links the installed packages. */
export function copyWithoutDemo(copy) {
  const listing = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  const { kept, folders } = partWithoutDemo(listing.split("\0").filter(Boolean));
  for (const file of kept) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  linkPackages(copy);
  return { kept: kept.length, folders };
}

function linkPackages(copy) {
  for (const entry of readdirSync("node_modules", { recursive: true, withFileTypes: true })) {
    const folder = join(copy, entry.parentPath);
    if (entry.isDirectory()) mkdirSync(join(folder, entry.name), { recursive: true });
    if (entry.isFile()) linkSync(join(entry.parentPath, entry.name), join(folder, entry.name));
  }
}
