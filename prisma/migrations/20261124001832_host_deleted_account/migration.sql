BEGIN;

-- CreateTable
CREATE TABLE "deleted_account" (
    "account_id" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_account_pkey" PRIMARY KEY ("account_id")
);

COMMIT;
