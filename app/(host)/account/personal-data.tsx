import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import type { readPerson } from "@/lib/host/users";

export async function PersonalData({ person }: { person: Awaited<ReturnType<typeof readPerson>> }) {
  const [t, format] = await Promise.all([getTranslations("host.account"), getFormatter()]);
  return (
    <Card id="person" title={t("person")}>
      <Facts>
        <Fact label={t("name")}>{person.name}</Fact>
        <Fact label={t("email")}>{person.email}</Fact>
        <Fact label={t("phone")}>{person.phone ?? t("noPhone")}</Fact>
        <Fact label={t("since")}>{format.dateTime(person.createdAt, { dateStyle: "long" })}</Fact>
      </Facts>
    </Card>
  );
}
