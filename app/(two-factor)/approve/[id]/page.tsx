import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EndedApproval } from "@/app/(two-factor)/approve/[id]/ended-approval";
import { OpenApproval } from "@/app/(two-factor)/approve/[id]/open-approval";
import { DeadEnd } from "@/components/ui/dead-end";
import { refusalText } from "@/lib/host/language/refusal-text";
import { requireSession, viewApproval } from "@/lib/host/two-factor";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("twoFactor.approve"))("title") };
}

export default async function ApprovePage({ params }: Props) {
  const { id } = await params;
  const view = await viewApproval(id);
  if (view.ok) return view.state === "proposed" ? <OpenApproval view={view} /> : <EndedApproval view={view} />;
  if (view.refusal.code === "signed-out") await requireSession({ next: `/approve/${encodeURIComponent(id)}` });
  const t = await getTranslations("twoFactor.approve");
  return (
    <DeadEnd
      title={t("nothingTitle")}
      lead={await refusalText(view.refusal)}
      wayOut={{ href: "/account/security", text: t("toActivity") }}
    />
  );
}
