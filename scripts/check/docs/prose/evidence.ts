import type { SourceFile } from "./numbers";

/**
 * Claims that no other check can read name their evidence, in a comment that no reader sees:
 * `SameSite=Strict<!-- draft.ts says sameSite: "strict" -->`. The text has to stand in a file of that name.
 */
export function findLostEvidence(markdown: string, files: readonly SourceFile[]): string[] {
  const claims = [...markdown.matchAll(/<!-- (\S+) says (.+?) -->/g)];
  return claims.flatMap(([, name = "", words = ""]) => {
    const named = files.filter(({ path }) => path === name || path.endsWith(`/${name}`));
    return named.some(({ text }) => text.includes(words)) ? [] : [`${name} does not say ${words} any more`];
  });
}
