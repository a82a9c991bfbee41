BEGIN;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "bounced_at" TIMESTAMPTZ(3),
    ADD COLUMN     "delivered_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "delivery_provider_message_id_idx" ON "delivery"("provider_message_id");

-- Written by hand: the states a report may bring.
ALTER TABLE "delivery"
    DROP CONSTRAINT "delivery_state_check",
    ADD CONSTRAINT "delivery_state_check" CHECK ("state" IN ('queued', 'sent', 'failed', 'delivered', 'bounced'));

COMMIT;
