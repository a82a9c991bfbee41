BEGIN;

-- CreateTable
CREATE TABLE "two_factor_account" (
    "account_id" TEXT NOT NULL,
    "enabled_at" TIMESTAMPTZ(3),
    "preferred_channel" TEXT,
    "wrong_answers" INTEGER NOT NULL DEFAULT 0,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consecutive_wrong" INTEGER NOT NULL DEFAULT 0,
    "codes_disabled_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "sent_this_hour" INTEGER NOT NULL DEFAULT 0,
    "hour_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_today" INTEGER NOT NULL DEFAULT 0,
    "day_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "two_factor_account_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "authenticator" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "authenticator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pending_sign_in" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "amr" TEXT[],
    "return_path" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" TEXT,

    CONSTRAINT "pending_sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "challenge" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "authenticator_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "binding_digest" TEXT NOT NULL,
    "mac" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "mac_version" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "challenge_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "provider" TEXT,
    "provider_message_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "amr" TEXT[],
    "acr" TEXT NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_as" TEXT,
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "account_id" TEXT,
    "challenge_id" TEXT,
    "purpose" TEXT,
    "channel" TEXT,
    "ip" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT,
    "detail" JSONB,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "authenticator_account_id_idx" ON "authenticator"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "pending_sign_in_token_hash_key" ON "pending_sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "pending_sign_in_account_id_idx" ON "pending_sign_in"("account_id");

-- CreateIndex
CREATE INDEX "pending_sign_in_expires_at_idx" ON "pending_sign_in"("expires_at");

-- CreateIndex
CREATE INDEX "challenge_account_id_purpose_browser_hash_issued_at_idx" ON "challenge"("account_id", "purpose", "browser_hash", "issued_at");

-- CreateIndex
CREATE INDEX "challenge_expires_at_idx" ON "challenge"("expires_at");

-- CreateIndex
CREATE INDEX "delivery_challenge_id_idx" ON "delivery"("challenge_id");

-- CreateIndex
CREATE INDEX "session_account_id_browser_hash_idx" ON "session"("account_id", "browser_hash");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "audit_event_account_id_at_idx" ON "audit_event"("account_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- Written by hand: Prisma's schema has no words for what follows.

-- One live challenge per account, purpose and browser, whoever races to issue it.
CREATE UNIQUE INDEX "challenge_live_key" ON "challenge"("account_id", "purpose", "browser_hash") WHERE "ended_at" IS NULL;

-- One open pending sign-in per account and browser.
CREATE UNIQUE INDEX "pending_sign_in_open_key" ON "pending_sign_in"("account_id", "browser_hash") WHERE "ended_at" IS NULL;

-- An account registers an address once; after its removal it may come back.
CREATE UNIQUE INDEX "authenticator_registered_key" ON "authenticator"("account_id", "channel", "address") WHERE "removed_at" IS NULL;

-- The closed vocabularies of lib/two-factor/core, and counters that no bug may push past their bounds.
ALTER TABLE "two_factor_account"
    ADD CONSTRAINT "two_factor_account_channel_check" CHECK ("preferred_channel" IN ('email', 'sms')),
    ADD CONSTRAINT "two_factor_account_counters_check" CHECK (least("wrong_answers", "consecutive_wrong", "sent_this_hour", "sent_today") >= 0);

ALTER TABLE "authenticator"
    ADD CONSTRAINT "authenticator_channel_check" CHECK ("channel" IN ('email', 'sms'));

ALTER TABLE "pending_sign_in"
    ADD CONSTRAINT "pending_sign_in_end_check" CHECK (("ended_at" IS NULL) = ("ended_as" IS NULL) AND "ended_as" IN ('completed', 'revoked'));

ALTER TABLE "challenge"
    ADD CONSTRAINT "challenge_channel_check" CHECK ("channel" IN ('email', 'sms')),
    ADD CONSTRAINT "challenge_purpose_check" CHECK ("purpose" IN ('sign-in', 'approve', 'enrol', 'confirm-address')),
    ADD CONSTRAINT "challenge_state_check" CHECK ("state" IN ('pending', 'answered', 'exhausted', 'expired', 'superseded', 'revoked')),
    ADD CONSTRAINT "challenge_end_check" CHECK (("state" = 'pending') = ("ended_at" IS NULL)),
    ADD CONSTRAINT "challenge_attempts_check" CHECK ("attempts" BETWEEN 0 AND "max_attempts");

ALTER TABLE "delivery"
    ADD CONSTRAINT "delivery_channel_check" CHECK ("channel" IN ('email', 'sms')),
    ADD CONSTRAINT "delivery_state_check" CHECK ("state" IN ('queued', 'sent', 'failed'));

ALTER TABLE "session"
    ADD CONSTRAINT "session_end_check" CHECK (("revoked_at" IS NULL) = ("revoked_as" IS NULL));

-- The audit trail only grows. A retention job may delete from it, and says so in its own transaction:
--   BEGIN; SET LOCAL countersign.audit_retention = 'on'; DELETE FROM audit_event WHERE ...; COMMIT;
CREATE FUNCTION "refuse_audit_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('countersign.audit_retention', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_event_change"();

COMMIT;
