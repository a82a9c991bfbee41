// Decision records: the fields at the top of each, and the index of all.

export type Decision = { file: string; number: string; title: string; date: string; status: string; lost: string[] };

const statuses = /^(proposed|accepted|superseded by \[\d{3}\]\(\d{3}-[\w-]+\.md\))$/;

/** Reads a record, with a complaint for each missing field. */
export function readDecision(file: string, text: string): { decision: Decision; complaints: string[] } {
  const [, number = "", title = ""] = /^# (\d{3})\. (.+)$/m.exec(text) ?? [];
  const [, date = "", status = ""] = /^Date: (\d{4}-\d{2}-\d{2}) · Status: (.+)$/m.exec(text) ?? [];
  const losers = /^\*\*Rejected\.\*\*$([\s\S]*?)(?=^\*\*)/m.exec(text)?.[1] ?? "";
  const lost = Array.from(losers.matchAll(/^- \*([^*]+)\*/gm), ([, name]) => String(name).replace(/[.:]$/, ""));
  const complaints = [
    file.startsWith(`${number}-`) && number !== "" ? [] : ["its heading must be # NNN. Title, with the file's number"],
    date !== "" && statuses.test(status) ? [] : ["below the heading: Date: YYYY-MM-DD · Status: accepted"],
    lost.length > 0 ? [] : ["it needs **Rejected.** with a list, one alternative in *italics* and its reason per line"],
  ].flat();
  return { decision: { file, number, title, date, status, lost }, complaints };
}

/** The row that the index must have for this record. */
export function indexRow({ file, number, title, date, status, lost }: Decision): string {
  return `| [${number}](${file}) | ${title} | ${date} | ${status} | ${lost.join("; ")} |`;
}

/** Rows of the index that are missing, and rows of no record. */
export function compareIndex(index: string, decisions: readonly Decision[]): string[] {
  const documented = index.split("\n").filter((line) => /^\| \[\d{3}\]/.test(line));
  const wanted = decisions.map(indexRow);
  const missing = wanted.filter((row) => !documented.includes(row)).map((row) => `the index lacks: ${row}`);
  const extra = documented
    .filter((row) => !wanted.includes(row))
    .map((row) => `the index has, and no record says: ${row}`);
  return [...missing, ...extra];
}
