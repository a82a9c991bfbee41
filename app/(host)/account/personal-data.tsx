import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { type Address, formatAddress } from "@/lib/host/delivery-address/address";
import type { readPerson } from "@/lib/host/people/users";
import { readablePhoneNumber } from "@/lib/two-factor/index";

type Props = { person: Awaited<ReturnType<typeof readPerson>>; address: Address | null };

export async function PersonalData({ person, address }: Props) {
  const [t, format, locale] = await Promise.all([getTranslations("host.account"), getFormatter(), getLocale()]);
  return (
    <Card id="person" title={t("person")}>
      <Facts>
        <Fact label={t("name")}>{person.name}</Fact>
        <Fact label={t("email")}>{person.email}</Fact>
        <Fact label={t("phone")}>{person.phone ? readablePhoneNumber(person.phone) : t("noPhone")}</Fact>
        <Fact label={t("address.title")}>{address ? formatAddress(address, locale) : t("address.none")}</Fact>
        <Fact label={t("since")}>{format.dateTime(person.createdAt, { dateStyle: "long" })}</Fact>
      </Facts>
    </Card>
  );
}
