BEGIN;

-- CreateTable
CREATE TABLE "phone_change" (
    "account_id" TEXT NOT NULL,
    "session_id_hash" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_change_pkey" PRIMARY KEY ("account_id")
);

COMMIT;
