BEGIN;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "text_cost" INTEGER,
ADD COLUMN     "text_country" TEXT,
ADD COLUMN     "text_day" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "text_counter" (
    "key" TEXT NOT NULL,
    "used" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "text_counter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "text_pause" (
    "country" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "probe_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "text_pause_pkey" PRIMARY KEY ("country")
);

-- CreateIndex
CREATE INDEX "text_counter_started_at_idx" ON "text_counter"("started_at");

-- Written by hand: what was sent before there was a budget cost nothing of it.
UPDATE "delivery" SET "text_country" = '', "text_cost" = 0, "text_day" = 'epoch' WHERE "channel" = 'sms';

-- No code by text without a reservation, whichever way it came. A notice asks for nothing, and nobody may keep it from
-- its person by using up a budget.
ALTER TABLE "delivery"
    ADD CONSTRAINT "delivery_text_check" CHECK ("channel" <> 'sms' OR "challenge_id" IS NULL OR
        ("text_country" IS NOT NULL AND "text_cost" IS NOT NULL AND "text_day" IS NOT NULL));

-- The newest texts to a country: all that is ever looked at.
CREATE INDEX "delivery_text_idx" ON "delivery"("text_country", "queued_at") WHERE "text_country" IS NOT NULL;

-- It is there from the start, so that all texts wait for the same row.
INSERT INTO "text_counter" ("key", "used") VALUES ('day', 0);

COMMIT;
