const family = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const ink = "#1c2430";
const quiet = "#55606e";

/** How every e-mail looks; the one place to change it. */
export const style = {
  page: { backgroundColor: "#f4f5f7", fontFamily: family, margin: 0, padding: "32px 12px" },
  sheet: {
    backgroundColor: "#fdfdfe",
    borderRadius: "12px",
    maxWidth: "480px",
    // A long address must not make the mail wider than a phone. Older mail programs know the second name only.
    overflowWrap: "anywhere",
    padding: "32px",
    wordBreak: "break-word",
  },
  heading: { color: ink, fontSize: "22px", fontWeight: 600, lineHeight: "28px", margin: "0 0 12px" },
  paragraph: { color: ink, fontSize: "16px", lineHeight: "24px", margin: "0 0 12px" },
  lifetime: { color: quiet, fontSize: "15px", lineHeight: "22px", margin: 0 },
  lines: { backgroundColor: "#eef1f5", borderRadius: "8px", margin: "8px 0 20px", padding: "14px 20px" },
  panel: { backgroundColor: "#eef1f5", borderRadius: "8px", margin: "20px 0", padding: "20px", textAlign: "center" },
  code: {
    color: ink,
    fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
    fontSize: "34px",
    fontWeight: 600,
    letterSpacing: "6px",
    lineHeight: "40px",
    margin: 0,
  },
  reference: { color: quiet, fontSize: "15px", lineHeight: "20px", margin: "8px 0 0" },
  fact: { color: ink, fontSize: "15px", lineHeight: "22px", margin: "0 0 2px" },
  label: { color: quiet },
  link: { color: ink, textDecoration: "underline", wordBreak: "break-all" },
  rule: { borderColor: "#d9dee5", margin: "20px 0" },
  note: { color: quiet, fontSize: "14px", lineHeight: "21px", margin: "0 0 10px" },
} as const;

// Mail programs keep inline styles first, so the dark colours have to insist.
export const darkMode = `@media (prefers-color-scheme: dark) {
.page, .page td { background-color: #12161c !important }
.sheet, .sheet td { background-color: #1a2029 !important }
.panel, .panel td { background-color: #252d38 !important }
.ink { color: #f0f3f7 !important }
.quiet { color: #aeb8c4 !important }
.rule { border-color: #38424f !important }
}`;
