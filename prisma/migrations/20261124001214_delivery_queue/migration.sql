BEGIN;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "claims" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "sealed" TEXT,
ADD COLUMN     "valid_until" TIMESTAMPTZ(3),
ALTER COLUMN "challenge_id" DROP NOT NULL;

-- Written by hand: what is queued is all that anybody looks for, and all that still needs its text.
CREATE INDEX "delivery_due_idx" ON "delivery"("due_at") WHERE "state" = 'queued';

-- A notice has no challenge to be swept with.
CREATE INDEX "delivery_notice_idx" ON "delivery"("valid_until") WHERE "challenge_id" IS NULL;

ALTER TABLE "delivery"
    ADD CONSTRAINT "delivery_sealed_check" CHECK ("sealed" IS NULL OR "state" = 'queued'),
    ADD CONSTRAINT "delivery_notice_check" CHECK ("challenge_id" IS NOT NULL OR "valid_until" IS NOT NULL);

COMMIT;
