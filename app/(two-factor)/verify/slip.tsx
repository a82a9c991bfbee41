import { getFormatter, getTranslations } from "next-intl/server";
import { isLost, takesCodes } from "@/app/(two-factor)/verify/notice";
import { CodeSlip } from "@/components/two-factor/code-slip";
import { DeliveryStatus } from "@/components/two-factor/delivery-status";
import { TimeLeft } from "@/components/two-factor/time-left";
import { EnvelopeIcon, PhoneIcon } from "@/components/ui/icons";
import type { ChallengeView } from "@/lib/two-factor/index";

/** The destination and the reference, which the message shows too, and the time left. */
export async function Slip({ view }: { view: ChallengeView }) {
  const t = await getTranslations("twoFactor.verify");
  const { reference, state } = view;
  return (
    <CodeSlip
      delivery={<Delivery view={view} />}
      reference={reference === null ? null : { label: t("reference"), value: reference }}
    >
      {state === "pending" && takesCodes(view) && <Validity view={view} />}
    </CodeSlip>
  );
}

async function Delivery({ view }: { view: ChallengeView }) {
  const t = await getTranslations("twoFactor.verify");
  const { channel, delivery, maskedDestination, state, secondsLeft, issuedAt } = view;
  return (
    <DeliveryStatus
      seconds={secondsLeft}
      since={issuedAt?.toISOString() ?? ""}
      isWatched={state === "pending" && delivery !== null && delivery !== "bounced"}
      isInAlert={isLost(view)}
    >
      <p className="flex items-center gap-4">
        <span className="rounded-full bg-sunken p-2.5 text-accent">
          {channel === "sms" ? <PhoneIcon /> : <EnvelopeIcon />}
        </span>
        <span>
          <span className="block text-muted text-sm">{t(`delivery.${delivery ?? "none"}`)}</span>
          <span className="block font-medium">{maskedDestination}</span>
        </span>
      </p>
    </DeliveryStatus>
  );
}

async function Validity({ view: { secondsLeft, issuedAt } }: { view: ChallengeView }) {
  const [t, format] = await Promise.all([getTranslations("twoFactor.verify"), getFormatter()]);
  const time = format.dateTime(Date.now() + secondsLeft * 1000, "time");
  const minutes = Array.from({ length: Math.ceil(secondsLeft / 60) + 1 }, (_, minutes) =>
    t("minutesLeft", { minutes }),
  );
  const texts = {
    until: t("until", { time }),
    minutes,
    ended: t("ended"),
    ending: t("ending"),
    hasEnded: t("hasEnded"),
  };
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6">
      <dt className="text-muted">{t("valid")}</dt>
      <dd className="font-medium">
        <TimeLeft seconds={secondsLeft} since={issuedAt?.toISOString() ?? ""} texts={texts} />
      </dd>
    </div>
  );
}
