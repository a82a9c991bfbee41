BEGIN;

-- Tables, columns, keys and plain indexes are what Prisma makes of two-factor.prisma. Partial indexes, checks, functions
-- and triggers are written by hand, next to their table: Prisma's schema has no words for them. The checks repeat the
-- closed vocabularies of lib/two-factor/core, and hold counters within their bounds whatever the code does. Factors are no
-- closed vocabulary, since an application may bring one of its own: of them only the form is checked.


-- One row per account

CREATE TABLE "two_factor_account" (
    "account_id" TEXT NOT NULL,
    "enabled_at" TIMESTAMPTZ(3),
    "preferred_factor" TEXT,
    "locale" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "wrong_answers" INTEGER NOT NULL DEFAULT 0,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consecutive_wrong" INTEGER NOT NULL DEFAULT 0,
    "codes_disabled_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "sent_this_hour" INTEGER NOT NULL DEFAULT 0,
    "hour_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_today" INTEGER NOT NULL DEFAULT 0,
    "day_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "two_factor_account_pkey" PRIMARY KEY ("account_id"),
    CONSTRAINT "two_factor_account_factor_check" CHECK ("preferred_factor" ~ '^[a-z][a-z-]{0,31}$'),
    CONSTRAINT "two_factor_account_counters_check"
        CHECK (least("wrong_answers", "consecutive_wrong", "sent_this_hour", "sent_today") >= 0)
);


-- What a person registered to prove who they are

CREATE TABLE "two_factor_authenticator" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "factor" TEXT NOT NULL,
    "address" TEXT,
    "kept" JSONB,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_authenticator_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "two_factor_authenticator_factor_check" CHECK ("factor" ~ '^[a-z][a-z-]{0,31}$')
);

CREATE INDEX "two_factor_authenticator_account_id_idx" ON "two_factor_authenticator"("account_id");

-- An account registers an address once; after its removal it may come back.
CREATE UNIQUE INDEX "two_factor_authenticator_registered_key"
    ON "two_factor_authenticator"("account_id", "factor", "address") WHERE "removed_at" IS NULL;


-- Sign-ins that owe the second step

CREATE TABLE "two_factor_pending_sign_in" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "amr" TEXT[],
    "return_path" TEXT NOT NULL,
    "factor" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" TEXT,

    CONSTRAINT "two_factor_pending_sign_in_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "two_factor_pending_sign_in_factor_check" CHECK ("factor" ~ '^[a-z][a-z-]{0,31}$'),
    CONSTRAINT "two_factor_pending_sign_in_end_check"
        CHECK (("ended_at" IS NULL) = ("ended_as" IS NULL) AND "ended_as" IN ('completed', 'revoked'))
);

CREATE UNIQUE INDEX "two_factor_pending_sign_in_token_hash_key" ON "two_factor_pending_sign_in"("token_hash");
CREATE INDEX "two_factor_pending_sign_in_account_id_idx" ON "two_factor_pending_sign_in"("account_id");
CREATE INDEX "two_factor_pending_sign_in_expires_at_idx" ON "two_factor_pending_sign_in"("expires_at");

-- One open pending sign-in per account and browser.
CREATE UNIQUE INDEX "two_factor_pending_sign_in_open_key"
    ON "two_factor_pending_sign_in"("account_id", "browser_hash") WHERE "ended_at" IS NULL;


-- Challenges

CREATE TABLE "two_factor_challenge" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "factor" TEXT NOT NULL,
    "authenticator_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "binding_digest" TEXT NOT NULL,
    "expected" JSONB,
    "reference" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_challenge_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "two_factor_challenge_factor_check" CHECK ("factor" ~ '^[a-z][a-z-]{0,31}$'),
    CONSTRAINT "two_factor_challenge_purpose_check"
        CHECK ("purpose" IN ('sign-in', 'approve', 'enrol', 'confirm-address')),
    CONSTRAINT "two_factor_challenge_state_check"
        CHECK ("state" IN ('pending', 'answered', 'exhausted', 'expired', 'superseded', 'revoked')),
    CONSTRAINT "two_factor_challenge_end_check" CHECK (("state" = 'pending') = ("ended_at" IS NULL)),
    CONSTRAINT "two_factor_challenge_attempts_check" CHECK ("attempts" BETWEEN 0 AND "max_attempts")
);

CREATE INDEX "two_factor_challenge_newest_idx"
    ON "two_factor_challenge"("account_id", "purpose", "browser_hash", "issued_at");
CREATE INDEX "two_factor_challenge_expires_at_idx" ON "two_factor_challenge"("expires_at");

-- One live challenge per account, purpose and browser: of two requests at the same moment, one issues it.
CREATE UNIQUE INDEX "two_factor_challenge_live_key"
    ON "two_factor_challenge"("account_id", "purpose", "browser_hash") WHERE "ended_at" IS NULL;


-- Messages: codes and notices

CREATE TABLE "two_factor_delivery" (
    "id" TEXT NOT NULL,
    "challenge_id" TEXT,
    "account_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "provider" TEXT,
    "provider_message_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "sealed" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "claims" INTEGER NOT NULL DEFAULT 0,
    "valid_until" TIMESTAMPTZ(3),
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),
    "sms_country" TEXT,
    "sms_cost" INTEGER,
    "sms_day" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_delivery_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "two_factor_delivery_channel_check" CHECK ("channel" IN ('email', 'sms')),
    CONSTRAINT "two_factor_delivery_state_check"
        CHECK ("state" IN ('queued', 'sent', 'failed', 'delivered', 'bounced')),
    CONSTRAINT "two_factor_delivery_sealed_check" CHECK ("sealed" IS NULL OR "state" = 'queued'),
    CONSTRAINT "two_factor_delivery_notice_check" CHECK ("challenge_id" IS NOT NULL OR "valid_until" IS NOT NULL),
    -- No code by SMS without a reservation of its cost. A notice needs none: a used-up budget must not keep it from its
    -- person.
    CONSTRAINT "two_factor_delivery_sms_check" CHECK ("channel" <> 'sms' OR "challenge_id" IS NULL OR
        ("sms_country" IS NOT NULL AND "sms_cost" IS NOT NULL AND "sms_day" IS NOT NULL))
);

CREATE INDEX "two_factor_delivery_challenge_id_idx" ON "two_factor_delivery"("challenge_id");
CREATE INDEX "two_factor_delivery_account_id_idx" ON "two_factor_delivery"("account_id");
CREATE INDEX "two_factor_delivery_provider_message_id_idx" ON "two_factor_delivery"("provider_message_id");

-- The worker looks for queued messages only.
CREATE INDEX "two_factor_delivery_due_idx" ON "two_factor_delivery"("due_at") WHERE "state" = 'queued';

-- A notice has no challenge to be swept with.
CREATE INDEX "two_factor_delivery_notice_idx" ON "two_factor_delivery"("valid_until") WHERE "challenge_id" IS NULL;

-- The newest codes by SMS to a country decide whether it pauses.
CREATE INDEX "two_factor_delivery_sms_idx"
    ON "two_factor_delivery"("sms_country", "queued_at") WHERE "sms_country" IS NOT NULL;


-- Approvals

CREATE TABLE "two_factor_approval" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "session_id_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "sealed" JSONB,
    "lines" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "reasons" TEXT[],
    "locale" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "challenge_id" TEXT,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,
    "refusal" TEXT,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "output" JSONB,
    "factor" TEXT,
    "destination" TEXT,
    "reference" TEXT,

    CONSTRAINT "two_factor_approval_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "two_factor_approval_state_check"
        CHECK ("state" IN ('proposed', 'executed', 'declined', 'expired', 'void')),
    CONSTRAINT "two_factor_approval_end_check" CHECK (("state" = 'proposed') = ("ended_at" IS NULL)),
    CONSTRAINT "two_factor_approval_void_check" CHECK (("state" = 'void') = ("void_reason" IS NOT NULL)),
    CONSTRAINT "two_factor_approval_void_reason_check"
        CHECK ("void_reason" IN ('changed', 'not-possible', 'denied', 'replaced')),
    CONSTRAINT "two_factor_approval_sealed_check" CHECK ("sealed" IS NOT NULL OR "state" IN ('executed', 'declined')),
    CONSTRAINT "two_factor_approval_factor_check" CHECK ("factor" ~ '^[a-z][a-z-]{0,31}$')
);

CREATE INDEX "two_factor_approval_account_id_ended_at_idx" ON "two_factor_approval"("account_id", "ended_at");
CREATE INDEX "two_factor_approval_account_id_proposed_at_idx" ON "two_factor_approval"("account_id", "proposed_at");

-- One open approval per account and browser: of two proposals at the same moment, one opens it.
CREATE UNIQUE INDEX "two_factor_approval_open_key"
    ON "two_factor_approval"("account_id", "browser_hash") WHERE "ended_at" IS NULL;

-- Executed ones are receipts and stay; the sweeper looks for the others.
CREATE INDEX "two_factor_approval_swept_idx" ON "two_factor_approval"("expires_at") WHERE "state" <> 'executed';

-- The account, the session, the action and the lines of an approval are never rewritten, nor is its end.
CREATE FUNCTION "two_factor_refuse_approval_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'two_factor_approval %: its lines and its end cannot be changed', OLD."id"
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "two_factor_approval_sealed_as_shown" BEFORE UPDATE ON "two_factor_approval" FOR EACH ROW
    WHEN (
        OLD."ended_at" IS NOT NULL
        OR (OLD."id", OLD."account_id", OLD."session_id_hash", OLD."browser_hash", OLD."action", OLD."lines", OLD."digest", OLD."locale")
            IS DISTINCT FROM
           (NEW."id", NEW."account_id", NEW."session_id_hash", NEW."browser_hash", NEW."action", NEW."lines", NEW."digest", NEW."locale")
        OR (NEW."ended_at" IS NULL AND NEW."sealed" IS DISTINCT FROM OLD."sealed")
    )
    EXECUTE FUNCTION "two_factor_refuse_approval_rewrite"();

-- A statement that waited for a lock still counts the rows that were there when it began. A volatile function sees the
-- rows that were committed meanwhile, so that proposals at the same moment do not pass their limit together.
CREATE FUNCTION "two_factor_recent_approvals"(
    account TEXT, session TEXT, OUT "of_session" INTEGER, OUT "of_account" INTEGER, OUT "oldest" TIMESTAMPTZ
)
LANGUAGE sql VOLATILE AS $$
    SELECT count(*) FILTER (WHERE "session_id_hash" = session)::int, count(*)::int,
        coalesce(min("proposed_at") FILTER (WHERE "session_id_hash" = session), min("proposed_at"))
    FROM "two_factor_approval" WHERE "account_id" = account AND "proposed_at" > now() - interval '1 hour'
$$;


-- Sessions

CREATE TABLE "two_factor_session" (
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

    CONSTRAINT "two_factor_session_pkey" PRIMARY KEY ("id_hash"),
    CONSTRAINT "two_factor_session_end_check" CHECK (("revoked_at" IS NULL) = ("revoked_as" IS NULL))
);

CREATE INDEX "two_factor_session_account_id_browser_hash_idx" ON "two_factor_session"("account_id", "browser_hash");
CREATE INDEX "two_factor_session_expires_at_idx" ON "two_factor_session"("expires_at");


-- The audit trail

CREATE TABLE "two_factor_audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "account_id" TEXT,
    "challenge_id" TEXT,
    "purpose" TEXT,
    "factor" TEXT,
    "channel" TEXT,
    "ip" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT,
    "detail" JSONB,

    CONSTRAINT "two_factor_audit_event_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "two_factor_audit_event_account_id_at_idx" ON "two_factor_audit_event"("account_id", "at");
CREATE INDEX "two_factor_audit_event_at_idx" ON "two_factor_audit_event"("at");

-- The trail only grows. A retention job may delete from it, and says so in its own transaction:
--   BEGIN; SET LOCAL countersign.audit_retention = 'on'; DELETE FROM two_factor_audit_event WHERE ...; COMMIT;
CREATE FUNCTION "two_factor_refuse_audit_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('countersign.audit_retention', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'two_factor_audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "two_factor_audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "two_factor_audit_event"
    FOR EACH STATEMENT EXECUTE FUNCTION "two_factor_refuse_audit_event_change"();


-- Counters of requests, per address

CREATE TABLE "two_factor_rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "two_factor_rate_limit_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "two_factor_rate_limit_expire_idx" ON "two_factor_rate_limit"("expire");


-- Limits of SMS

CREATE TABLE "two_factor_sms_counter" (
    "key" TEXT NOT NULL,
    "used" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "logged_at" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_sms_counter_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "two_factor_sms_counter_started_at_idx" ON "two_factor_sms_counter"("started_at");

-- The day's row is there from the start, so that all codes by SMS wait for the same row.
INSERT INTO "two_factor_sms_counter" ("key", "used") VALUES ('day', 0);

CREATE TABLE "two_factor_sms_pause" (
    "country" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "probe_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_sms_pause_pkey" PRIMARY KEY ("country")
);

COMMIT;
