BEGIN;

-- CreateTable
CREATE TABLE "delivery_address" (
    "account_id" TEXT NOT NULL,
    "address" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_address_pkey" PRIMARY KEY ("account_id")
);

COMMIT;
