BEGIN;

-- DropTable
DROP TABLE "email_change";

-- DropTable
DROP TABLE "phone_change";

-- CreateTable
CREATE TABLE "address_change" (
    "account_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "session_id_hash" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_change_pkey" PRIMARY KEY ("account_id","channel")
);

COMMIT;
