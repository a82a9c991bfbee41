import { Fact, Facts } from "@/components/ui/facts";

type Props = {
  lines: readonly { id: string; label: string; value: string }[];
  /** The lines keep the language in which they were sealed, whatever language the page has. */
  language: string;
};

/** What a person approves, word for word as the message has it. */
export function SealedLines({ lines, language }: Props) {
  return (
    <div lang={language}>
      <Facts>
        {lines.map(({ id, label, value }) => (
          <Fact key={id} label={label}>
            <span className="whitespace-pre-line">{value}</span>
          </Fact>
        ))}
      </Facts>
    </div>
  );
}
