import type { SourceFile } from "./numbers";

/**
 * A claim that no other check covers names its evidence in a hidden comment:
 * `SameSite=Strict<!-- draft.ts says sameSite: "strict" -->`. A file of that name has to contain the text.
 */
export function findLostEvidence(markdown: string, files: readonly SourceFile[]): string[] {
  const claims = [...markdown.matchAll(/<!-- (\S+) says (.+?) -->/g)];
  return claims.flatMap(([, name = "", words = ""]) => {
    const named = files.filter(({ path }) => path === name || path.endsWith(`/${name}`));
    return named.some(({ text }) => text.includes(words)) ? [] : [`${name} does not say ${words} any more`];
  });
}
