"use client";

import { useCountdown } from "./use-countdown";

export type TimeLeftTexts = {
  /** The time of day, shown without JavaScript. */
  until: string;
  /** The texts by whole minutes left; the first is for the last minute. */
  minutes: string[];
  ended: string;
  /** Announced once, half a minute before the end. */
  ending: string;
  hasEnded: string;
};

type Props = { seconds: number; since: string; texts: TimeLeftTexts };

const warningSeconds = 30;

/** The code's remaining time. It changes once a minute; only the last half minute and the end are announced. */
export function TimeLeft({ seconds, since, texts }: Props) {
  const left = useCountdown(seconds, since);
  return (
    <>
      <span>{left === null ? texts.until : shown(left, texts)}</span>
      <span role="status" className="sr-only">
        {left === null || left > warningSeconds ? "" : announced(left, texts)}
      </span>
    </>
  );
}

function shown(left: number, texts: TimeLeftTexts): string {
  if (left === 0) return texts.ended;
  return texts.minutes[left > 60 ? Math.ceil(left / 60) : 0] ?? texts.until;
}

function announced(left: number, texts: TimeLeftTexts): string {
  return left === 0 ? texts.hasEnded : texts.ending;
}
