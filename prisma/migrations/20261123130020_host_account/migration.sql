BEGIN;

-- CreateTable
CREATE TABLE "data_export" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "session_id_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_change" (
    "account_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_change_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "data_export_account_id_idx" ON "data_export"("account_id");

COMMIT;
