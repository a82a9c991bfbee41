BEGIN;

-- AlterTable
ALTER TABLE "two_factor_account" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

COMMIT;
