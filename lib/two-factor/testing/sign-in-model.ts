/**
 * Sign-in as a page of plain rules: no database, no parallel requests, a clock in whole seconds.
 * It says what each step must answer; whoever changes a rule in the product has to change it here as well.
 */
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import type { RefusalCode } from "@/lib/two-factor/core/refusal";

/** What is typed: the newest code sent to this browser, the one before it, or one that was never sent. */
export type Typed = "right" | "older" | "wrong";

type Code = { sentAt: number; wrong: number; state: "live" | "answered" | "superseded" };
type Place = { pendingUntil: number; codes: Code[] };
type Window = { count: number; startedAt: number };
export type Model = {
  now: number;
  places: Place[];
  wrong: Window;
  consecutiveWrong: number;
  sentThisHour: Window;
  sentToday: Window;
  lastSentAt: number;
};

const { code: codeLimits, budget, sending, pendingSignIn } = defaultLimits;
const hour = 3600;
const day = 86_400;

export function newModel(browsers: number): Model {
  const window = (): Window => ({ count: 0, startedAt: 0 });
  return {
    now: 0,
    places: Array.from({ length: browsers }, () => ({ pendingUntil: 0, codes: [] })),
    wrong: window(),
    consecutiveWrong: 0,
    sentThisHour: window(),
    sentToday: window(),
    lastSentAt: Number.NEGATIVE_INFINITY,
  };
}

export function wait(model: Model, seconds: number): void {
  model.now += seconds;
}

export function begin(model: Model, browser: number): RefusalCode | "sent" | "still-valid" {
  const place = placeOf(model, browser);
  const newest = place.codes.at(-1);
  const hasLive = newest !== undefined && endOf(model, newest) === null;
  place.pendingUntil = model.now + pendingSignIn.lifetimeMinutes * 60;
  return hasLive && !budgetRefusal(model) && sendRefusal(model) ? "still-valid" : send(model, place);
}

export function resend(model: Model, browser: number): RefusalCode | "sent" {
  const place = placeOf(model, browser);
  return model.now < place.pendingUntil ? send(model, place) : "not-pending";
}

export function answer(model: Model, browser: number, typed: Typed): RefusalCode | "signed in" {
  const place = placeOf(model, browser);
  if (model.now >= place.pendingUntil) return "not-pending";
  const current = place.codes.at(-1);
  const refusal = budgetRefusal(model) ?? (current ? endOf(model, current) : "no-code");
  if (refusal || !current) return refusal ?? "no-code";
  count(model, model.wrong, day);
  return typed === "right" ? signIn(model, place, current) : guessWrong(model, place, current, typed);
}

// A right answer was counted like any other; it takes back its own count and no more, and ends the cool-down.
function signIn(model: Model, place: Place, current: Code): "signed in" {
  model.wrong.count -= 1;
  model.consecutiveWrong = 0;
  model.lastSentAt = Number.NEGATIVE_INFINITY;
  current.state = "answered";
  place.pendingUntil = 0;
  return "signed in";
}

function guessWrong(model: Model, place: Place, current: Code, typed: Typed): RefusalCode {
  model.consecutiveWrong += 1;
  current.wrong += 1;
  const end = budgetRefusal(model) ?? endOf(model, current);
  const isOlder = typed === "older" && place.codes.at(-2)?.state === "superseded";
  return end ?? (isOlder ? "older-code" : "wrong");
}

function send(model: Model, place: Place): RefusalCode | "sent" {
  const refusal = budgetRefusal(model) ?? sendRefusal(model);
  if (refusal) return refusal;
  count(model, model.sentThisHour, hour);
  count(model, model.sentToday, day);
  model.lastSentAt = model.now;
  for (const before of place.codes) if (endOf(model, before) === null) before.state = "superseded";
  place.codes.push({ sentAt: model.now, wrong: 0, state: "live" });
  return "sent";
}

function budgetRefusal(model: Model): RefusalCode | null {
  if (model.consecutiveWrong >= budget.consecutiveWrongAnswers) return "codes-disabled";
  return waitFor(model, model.wrong, day, budget.wrongAnswersPerDay) > 0 ? "locked" : null;
}

function sendRefusal(model: Model): RefusalCode | null {
  const seconds = Math.max(
    model.lastSentAt + sending.coolDownSeconds - model.now,
    waitFor(model, model.sentThisHour, hour, sending.perAccountPerHour),
    waitFor(model, model.sentToday, day, sending.perAccountPerDay),
  );
  if (seconds <= 0) return null;
  return seconds > sending.coolDownSeconds ? "send-limit" : "cool-down";
}

function endOf(model: Model, code: Code): RefusalCode | null {
  if (code.state !== "live") return "no-code";
  if (code.wrong >= codeLimits.wrongAnswers) return "exhausted";
  return model.now >= code.sentAt + codeLimits.lifetimeMinutes * 60 ? "expired" : null;
}

/** A window begins with the first thing counted in it. */
function count(model: Model, window: Window, length: number): void {
  const isOver = window.count === 0 || model.now >= window.startedAt + length;
  Object.assign(window, isOver ? { count: 1, startedAt: model.now } : { count: window.count + 1 });
}

function waitFor(model: Model, window: Window, length: number, most: number): number {
  return window.count >= most ? Math.max(0, window.startedAt + length - model.now) : 0;
}

function placeOf(model: Model, browser: number): Place {
  const place = model.places[browser];
  if (!place) throw new RangeError(`There is no browser ${browser}`);
  return place;
}
