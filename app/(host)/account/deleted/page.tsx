import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DeadEnd } from "@/components/ui/dead-end";
import { isSignedIn } from "@/lib/host/two-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("host.account.deleted"))("title") };
}

/** The last page of an account's deletion. A signed-in person still has an account and is sent there. */
export default async function DeletedPage() {
  if (await isSignedIn()) redirect("/account");
  const t = await getTranslations("host.account.deleted");
  return <DeadEnd title={t("title")} lead={t("lead")} wayOut={{ href: "/", text: t("home") }} />;
}
