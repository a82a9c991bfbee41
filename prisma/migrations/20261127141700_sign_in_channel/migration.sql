BEGIN;

-- AlterTable
ALTER TABLE "pending_sign_in" ADD COLUMN     "channel" TEXT;

-- Written by hand: Prisma's schema has no words for what follows.
ALTER TABLE "pending_sign_in" ADD CONSTRAINT "pending_sign_in_channel_check" CHECK ("channel" IN ('email', 'sms'));

COMMIT;
