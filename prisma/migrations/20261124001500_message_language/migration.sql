BEGIN;

-- AlterTable
ALTER TABLE "two_factor_account" ADD COLUMN "locale" TEXT;

COMMIT;
