import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadEnd } from "@/components/ui/dead-end";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.unavailable"))("title") };
}

export default async function UnavailablePage() {
  const t = await getTranslations("host.unavailable");
  return <DeadEnd title={t("title")} lead={t("lead")} wayOut={{ href: "/", text: t("again") }} />;
}
