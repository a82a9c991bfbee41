import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadEnd } from "@/components/ui/dead-end";
import { isExportOpen } from "@/lib/host/personal-data";
import { requireSession } from "@/lib/host/two-factor";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.export"))("title") };
}

export default async function ExportPage({ params }: Props) {
  const { id } = await params;
  const session = await requireSession({ next: "/account" });
  const t = await getTranslations("host.export");
  if (await isExportOpen(session, id)) {
    return (
      <DeadEnd
        title={t("title")}
        lead={t("lead")}
        wayOut={{ href: `/account/export/${id}/file`, text: t("download") }}
      />
    );
  }
  return <DeadEnd title={t("overTitle")} lead={t("overLead")} wayOut={{ href: "/account", text: t("back") }} />;
}
