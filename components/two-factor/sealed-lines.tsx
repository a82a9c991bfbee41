import { Fact, Facts } from "@/components/ui/facts";

type Props = {
  lines: readonly { id: string; label: string; value: string }[];
  /** The language in which the lines were sealed; the page may be in another. */
  language: string;
};

/** The lines that a person approves, word for word as in the message. */
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
