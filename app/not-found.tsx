import { getTranslations } from "next-intl/server";
import { DeadEnd } from "@/components/ui/dead-end";

export default async function NotFoundPage() {
  const t = await getTranslations("host.notFound");
  return <DeadEnd title={t("title")} lead={t("lead")} wayOut={{ href: "/", text: t("home") }} />;
}
