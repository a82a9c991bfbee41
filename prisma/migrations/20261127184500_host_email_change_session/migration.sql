BEGIN;

-- A change that is waiting belongs to no session that could be named; it is asked for again.
DELETE FROM "email_change";

-- AlterTable
ALTER TABLE "email_change" ADD COLUMN     "session_id_hash" TEXT NOT NULL;

COMMIT;
