import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadEnd } from "@/components/ui/dead-end";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account.deleted"))("title") };
}

/** Where the deletion of an account ends. Says the same to everybody. */
export default async function DeletedPage() {
  const t = await getTranslations("host.account.deleted");
  return <DeadEnd title={t("title")} lead={t("lead")} wayOut={{ href: "/", text: t("home") }} />;
}
