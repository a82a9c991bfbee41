type Change = { id: string; label: string; was: string | null; now: string | null };
type Props = { changes: readonly Change[]; language: string; texts: { was: string; now: string; none: string } };

/** The differences from the shown lines: the old value crossed out, the new one beside it, each with a label. */
export function ChangedLines({ changes, language, texts }: Props) {
  return (
    <dl lang={language} className="divide-y divide-line">
      {changes.map(({ id, label, was, now }) => (
        <div key={id} className="py-3 first:pt-0 last:pb-0">
          <dt className="text-muted">{label}</dt>
          <dd className="mt-1 flex flex-wrap gap-x-8 gap-y-1">
            <span>
              <span className="text-muted text-sm">{texts.was} </span>
              <s className="whitespace-pre-line text-muted decoration-1">{was ?? texts.none}</s>
            </span>
            <span>
              <span className="text-muted text-sm">{texts.now} </span>
              <strong className="whitespace-pre-line font-semibold">{now ?? texts.none}</strong>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
