import Link from "next/link";
import { getTranslations } from "next-intl/server";
import {
  changeAddress,
  changeEmail,
  changeName,
  changePassword,
  deleteAccount,
  exportData,
} from "@/app/(host)/account/actions";
import { ActionForm, KeptField } from "@/components/ui/action-form";
import { AddressForm } from "@/components/ui/address-form";
import { Card } from "@/components/ui/card";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Address } from "@/lib/host/delivery-address/address";
import { addressFormTexts } from "@/lib/host/delivery-address/typed-address";
import { passwordLength } from "@/lib/host/password/password-policy";
import { CsrfField } from "@/lib/host/two-factor";
import type { Draft } from "@/lib/two-factor/next/index";

type Typed = Draft["values"] | undefined;

/** Here and below, `typed` is the kept input of a form whose session had ended. */
export async function ChangeName({ name, typed }: { name: string; typed: Typed }) {
  const t = await getTranslations("host.account");
  return (
    <Card id="name-title" title={t("nameTitle")}>
      <ActionForm action={changeName}>
        <CsrfField />
        <KeptField
          id="name"
          name="name"
          label={t("newName")}
          autoComplete="name"
          required
          maxLength={80}
          defaultValue={typed?.name ?? name}
        />
        <SubmitButton look="secondary">{t("changeName")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

/** Other pages link to the card's `id`. */
export async function ChangeAddress({ address, typed }: { address: Address | null; typed: Typed }) {
  const [t, { labels, countries }] = await Promise.all([getTranslations("host.account.address"), addressFormTexts()]);
  return (
    <Card id="delivery-address" title={t("title")}>
      <p className="mb-4 text-muted">{t("lead")}</p>
      <AddressForm
        action={changeAddress}
        address={typed ?? address ?? {}}
        countries={countries}
        texts={{ labels, submit: t("submit") }}
        look="secondary"
      >
        <CsrfField />
      </AddressForm>
    </Card>
  );
}

export async function ChangeEmail({ typed }: { typed: Typed }) {
  const t = await getTranslations("host.account");
  return (
    <Card id="email-title" title={t("emailTitle")}>
      <ActionForm action={changeEmail}>
        <CsrfField />
        <KeptField
          id="email"
          name="email"
          label={t("newEmail")}
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={typed?.email}
        />
        <SubmitButton look="secondary">{t("changeEmail")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

/** The number is typed on the page that explains the risk of SMS. */
export async function ChangePhone() {
  const t = await getTranslations("host.account");
  return (
    <Card id="phone-title" title={t("phoneTitle")}>
      <p className="mb-3 text-muted">{t("phoneLead")}</p>
      <Link href="/account/security/phone" prefetch={false} className="link inline-flex min-h-11 items-center">
        {t("toPhone")}
      </Link>
    </Card>
  );
}

/** The form holds the address for password managers, which store the password under it. */
export async function ChangePassword({ email }: { email: string }) {
  const [t, field] = await Promise.all([
    getTranslations("host.account.password"),
    getTranslations("host.passwordField"),
  ]);
  const secret = { showText: field("show"), required: true, maxLength: 1024 } as const;
  return (
    <Card id="password-title" title={t("title")}>
      <ActionForm action={changePassword}>
        <CsrfField />
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordField {...secret} id="current" name="current" label={t("current")} autoComplete="current-password" />
        <PasswordField
          {...secret}
          id="wanted"
          name="wanted"
          label={t("wanted")}
          hint={t("hint", passwordLength)}
          autoComplete="new-password"
        />
        <SubmitButton look="secondary">{t("submit")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

export async function DownloadData() {
  const t = await getTranslations("host.account");
  return (
    <Card id="data" title={t("dataTitle")}>
      <p className="mb-4 text-muted">{t("dataLead")}</p>
      <ActionForm action={exportData}>
        <CsrfField />
        <SubmitButton look="secondary">{t("export")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

export async function DeleteAccount() {
  const t = await getTranslations("host.account");
  return (
    <Card id="delete" title={t("deleteTitle")}>
      <p className="mb-4 text-muted">{t("deleteLead")}</p>
      <ActionForm action={deleteAccount}>
        <CsrfField />
        <SubmitButton look="secondary">{t("delete")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
