import { Body, Container, Head, Heading, Hr, Html, Preview, Section, Text } from "@react-email/components";
import type { CodeWords } from "./code-words";

/** An e-mail with a code: no picture, font, link or other thing to load or follow. */
export function CodeEmail({ words }: { words: CodeWords }) {
  return (
    <Html lang={words.language}>
      <Head>
        <title>{words.subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkMode}</style>
      </Head>
      <Preview>{words.preview}</Preview>
      <Body className="page" style={style.page}>
        <Container className="sheet" style={style.sheet}>
          <Heading as="h1" className="ink" style={style.heading}>
            {words.heading}
          </Heading>
          <Text className="ink" style={style.paragraph}>
            {words.instruction}
          </Text>
          <Shown lines={words.shown} />
          <Text className="quiet" style={style.lifetime}>
            {words.lifetime}
          </Text>
          <Section className="panel" style={style.panel}>
            <Text className="ink" style={style.code}>
              {words.code}
            </Text>
            <Text className="quiet" style={style.reference}>
              {words.reference}
            </Text>
          </Section>
          <Facts facts={words.facts} />
          <Hr className="rule" style={style.rule} />
          {words.notes.map((note) => (
            <Text key={note} className="quiet" style={style.note}>
              {note}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function Shown({ lines }: { lines: CodeWords["shown"] }) {
  if (lines.length === 0) return null;
  return (
    <Section className="panel" style={style.shown}>
      <Facts facts={lines} />
    </Section>
  );
}

function Facts({ facts }: Pick<CodeWords, "facts">) {
  return (
    <>
      {facts.map(({ label, value }) => (
        <Text key={label} className="ink" style={style.fact}>
          <span className="quiet" style={style.label}>
            {`${label}: `}
          </span>
          {value}
        </Text>
      ))}
    </>
  );
}

const family = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const ink = "#1c2430";
const quiet = "#55606e";

const style = {
  page: { backgroundColor: "#f4f5f7", fontFamily: family, margin: 0, padding: "32px 12px" },
  sheet: { backgroundColor: "#fdfdfe", borderRadius: "12px", maxWidth: "480px", padding: "32px" },
  heading: { color: ink, fontSize: "22px", fontWeight: 600, lineHeight: "28px", margin: "0 0 12px" },
  paragraph: { color: ink, fontSize: "16px", lineHeight: "24px", margin: "0 0 12px" },
  lifetime: { color: quiet, fontSize: "15px", lineHeight: "22px", margin: 0 },
  panel: { backgroundColor: "#eef1f5", borderRadius: "8px", margin: "20px 0", padding: "20px", textAlign: "center" },
  shown: { backgroundColor: "#eef1f5", borderRadius: "8px", margin: "20px 0", padding: "16px 20px" },
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
  rule: { borderColor: "#d9dee5", margin: "20px 0" },
  note: { color: quiet, fontSize: "14px", lineHeight: "21px", margin: "0 0 10px" },
} as const;

// Mail programs keep inline styles first, so the dark colours have to insist.
const darkMode = `@media (prefers-color-scheme: dark) {
.page, .page td { background-color: #12161c !important }
.sheet, .sheet td { background-color: #1a2029 !important }
.panel, .panel td { background-color: #252d38 !important }
.ink { color: #f0f3f7 !important }
.quiet { color: #aeb8c4 !important }
.rule { border-color: #38424f !important }
}`;
