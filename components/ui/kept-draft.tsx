import { getTranslations } from "next-intl/server";

/** Says that a form's input was kept after its session ended. With `cardId` it links to that form on the same page. */
export async function KeptDraft({ cardId }: { cardId?: string }) {
  const t = await getTranslations("host.draft");
  return (
    <div role="status" className="rounded-control bg-sunken px-4 py-3.5">
      <p>{t("kept")}</p>
      {cardId && (
        <a href={`#${cardId}`} className="link inline-flex min-h-11 items-center">
          {t("toForm")}
        </a>
      )}
    </div>
  );
}
