BEGIN;

-- Users

CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "phone" TEXT,
    "phone_verified_at" TIMESTAMPTZ(3),
    "locale" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- Written by hand: Prisma's schema has no words for triggers.

-- A disabled user is signed out at once, also where an operator sets the column by SQL. A sign-in under way finds another
-- version of the account. The trigger waits for the account's row as every statement does, so that it also sees and ends
-- a session that is being opened.
CREATE FUNCTION "end_sessions_of_disabled_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "two_factor_account" AS a ("account_id", "version") VALUES (NEW."id", 1)
    ON CONFLICT ("account_id") DO UPDATE SET "version" = a."version" + 1;
    UPDATE "two_factor_pending_sign_in" SET "ended_at" = now(), "ended_as" = 'revoked'
    WHERE "account_id" = NEW."id" AND "ended_at" IS NULL;
    WITH ended AS (
        UPDATE "two_factor_session" SET "revoked_at" = now(), "revoked_as" = 'revoked'
        WHERE "account_id" = NEW."id" AND "revoked_at" IS NULL
        RETURNING "account_id"
    )
    INSERT INTO "two_factor_audit_event" ("event", "outcome", "account_id", "detail")
    SELECT 'session_revoked', 'success', ended."account_id", '{"because": "disabled"}' FROM ended;
    RETURN NULL;
END
$$;

CREATE TRIGGER "user_disabled" AFTER UPDATE OF "disabled_at" ON "users" FOR EACH ROW
    WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL)
    EXECUTE FUNCTION "end_sessions_of_disabled_user"();


-- Wrong passwords

CREATE TABLE "password_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "password_throttle_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "password_throttle_updated_at_idx" ON "password_throttle"("updated_at");


-- What a person asked for on the account page

CREATE TABLE "data_export" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "session_id_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "data_export_account_id_idx" ON "data_export"("account_id");

CREATE TABLE "address_change" (
    "account_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "session_id_hash" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_change_pkey" PRIMARY KEY ("account_id","channel")
);

CREATE TABLE "deleted_account" (
    "account_id" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_account_pkey" PRIMARY KEY ("account_id")
);

CREATE TABLE "delivery_address" (
    "account_id" TEXT NOT NULL,
    "address" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_address_pkey" PRIMARY KEY ("account_id")
);

COMMIT;
