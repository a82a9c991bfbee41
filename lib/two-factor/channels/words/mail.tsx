import { Body, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from "@react-email/components";
import type { MessageLine } from "@/lib/two-factor/flows/message/ports";
import { darkMode, style } from "./mail-style";
import type { MailWords } from "./mail-words";

/** Every e-mail: no picture, font or other thing to load, and nothing to follow but the receipt of an action. */
export function Mail({ words }: { words: MailWords }) {
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
          {words.lines.length > 0 && (
            <Section className="panel" style={style.lines}>
              <Lines lines={words.lines} />
            </Section>
          )}
          {words.link && <ShownElsewhere link={words.link} />}
          {words.code && <Code code={words.code} />}
          <Lines lines={words.facts} />
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

// The address is spelled out: a person sees where it leads before following it.
function ShownElsewhere({ link: { label, address } }: { link: NonNullable<MailWords["link"]> }) {
  return (
    <Text className="ink" style={style.paragraph}>
      <span className="quiet" style={style.label}>
        {`${label}: `}
      </span>
      <Link href={address} className="ink" style={style.link}>
        {address}
      </Link>
    </Text>
  );
}

function Code({ code: { digits, reference, lifetime } }: { code: NonNullable<MailWords["code"]> }) {
  return (
    <>
      <Text className="quiet" style={style.lifetime}>
        {lifetime}
      </Text>
      <Section className="panel" style={style.panel}>
        <Text className="ink" style={style.code}>
          {digits}
        </Text>
        <Text className="quiet" style={style.reference}>
          {reference}
        </Text>
      </Section>
    </>
  );
}

// A list may hold the same line twice: two of the same product.
function Lines({ lines }: { lines: readonly MessageLine[] }) {
  return lines.map(({ label, value }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an e-mail is rendered once
    <Text key={index} className="ink" style={style.fact}>
      <span className="quiet" style={style.label}>
        {`${label}: `}
      </span>
      {value}
    </Text>
  ));
}
