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
    "key" TEXT NOT NULL,
    "used" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "two_factor_rate_limit_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "two_factor_rate_limit_expires_at_idx" ON "two_factor_rate_limit"("expires_at");


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


-- Functions
--
-- A use case that judges more rows than the one it locks is a function: it locks first, and each statement after that
-- sees every row that was committed before the lock was granted. PostgreSQL plans these statements once per connection.
-- The figures stand in docs/decisions/031-a-use-case-that-locks-is-a-function.md.
--
-- A function that the application calls keeps the search_path of this migration, so that it finds these tables whatever
-- search_path its caller has. A function that reads a table is volatile, the default: a stable one would see no newer
-- row than its caller. Documents come as JSON, under the names of lib/two-factor/core. Limits are configuration, so the
-- application passes them; a limit that is missing is an error.


-- Rules: one expression each, which the statements of lib/two-factor/store use as well

-- Moments are kept in milliseconds, rounded. The present is rounded too, or five minutes would begin with 301 seconds.
CREATE FUNCTION two_factor_seconds_until(moment timestamptz) RETURNS int LANGUAGE sql STABLE
RETURN greatest(ceil(extract(epoch FROM moment - now()::timestamptz(3))), 0)::int;

-- The count decides as well: a process that died between counting and comparing has not set the mark.
CREATE FUNCTION two_factor_codes_disabled(a two_factor_account, allowed_in_a_row int) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN coalesce(a.codes_disabled_at IS NOT NULL OR a.consecutive_wrong >= allowed_in_a_row, false);

CREATE FUNCTION two_factor_locked_for_seconds(a two_factor_account, wrong_per_day int) RETURNS int
LANGUAGE sql STABLE
RETURN CASE WHEN a.wrong_answers >= wrong_per_day
    THEN two_factor_seconds_until(a.window_started_at + interval '24 hours') ELSE 0 END;

-- A request that waited for the account's lock is older than the send it waited for: hence the whole cool-down at most.
CREATE FUNCTION two_factor_cool_down_seconds(a two_factor_account, cool_down int) RETURNS int
LANGUAGE sql STABLE
RETURN least(two_factor_seconds_until(a.last_sent_at + make_interval(secs => cool_down)), cool_down);

CREATE FUNCTION two_factor_capped_for_seconds(a two_factor_account, per_hour int, per_day int) RETURNS int
LANGUAGE sql STABLE
RETURN greatest(
    CASE WHEN a.sent_this_hour >= per_hour
        THEN two_factor_seconds_until(a.hour_started_at + interval '1 hour') ELSE 0 END,
    CASE WHEN a.sent_today >= per_day
        THEN two_factor_seconds_until(a.day_started_at + interval '24 hours') ELSE 0 END);

-- Whether it can still be answered. The row alone does not know the time.
CREATE FUNCTION two_factor_is_live(c two_factor_challenge) RETURNS boolean LANGUAGE sql STABLE
RETURN c.ended_at IS NULL AND c.attempts < c.max_attempts AND c.expires_at > now();

-- `meanwhile` is the state of a challenge that has not ended, is not used up and not late.
CREATE FUNCTION two_factor_challenge_state(c two_factor_challenge, meanwhile text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN c.ended_at IS NOT NULL THEN c.state
    WHEN c.attempts >= c.max_attempts THEN 'exhausted'
    WHEN c.expires_at <= now() THEN 'expired'
    ELSE meanwhile END;

-- A challenge as the application reads it; `delivery` is the state of its message.
CREATE FUNCTION two_factor_challenge_record(c two_factor_challenge, delivery text) RETURNS json LANGUAGE sql STABLE
RETURN json_build_object(
    'id', c.id,
    'accountId', c.account_id,
    'purpose', c.purpose,
    'factor', c.factor,
    'authenticatorId', c.authenticator_id,
    'reference', c.reference,
    'state', two_factor_challenge_state(c, 'pending'),
    'attemptsLeft', c.max_attempts - c.attempts,
    'secondsLeft', two_factor_seconds_until(c.expires_at),
    'issuedAt', c.issued_at,
    'delivery', delivery);


-- Whether the challenge that is to begin sends a message. What a person reads off a device of their own needs none.
CREATE FUNCTION two_factor_has_message(challenge jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(jsonb_typeof(challenge->'message') = 'object', false);


-- Steps of the use cases

-- Waits for the account's row, and makes it where there is none.
CREATE FUNCTION two_factor_lock_account(wanted text) RETURNS two_factor_account LANGUAGE plpgsql AS $$
DECLARE
    account two_factor_account;
BEGIN
    SELECT a.* INTO account FROM two_factor_account AS a WHERE a.account_id = wanted FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO two_factor_account (account_id) VALUES (wanted) ON CONFLICT (account_id) DO NOTHING;
        SELECT a.* INTO STRICT account FROM two_factor_account AS a WHERE a.account_id = wanted FOR UPDATE;
    END IF;
    RETURN account;
END
$$;

-- `context` has ip, userAgent and requestId.
CREATE FUNCTION two_factor_record_event(
    context jsonb, event text, outcome text, account_id text, challenge_id text DEFAULT NULL, purpose text DEFAULT NULL,
    factor text DEFAULT NULL, channel text DEFAULT NULL, detail jsonb DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO two_factor_audit_event
        (event, outcome, account_id, challenge_id, purpose, factor, channel, detail, ip, user_agent, request_id)
    VALUES (event, outcome, account_id, challenge_id, purpose, factor, channel, detail,
        context->>'ip', context->>'userAgent', context->>'requestId');
END
$$;

-- Why no code may be sent to the account now, as `Issued` says it; NULL where one may.
CREATE FUNCTION two_factor_send_refusal(account two_factor_account, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    in_a_row CONSTANT int NOT NULL := (limits->'budget'->'consecutiveWrongAnswers')::int;
    wrong_per_day CONSTANT int NOT NULL := (limits->'budget'->'wrongAnswersPerDay')::int;
    cool_down CONSTANT int NOT NULL := (limits->'sending'->'coolDownSeconds')::int;
    per_hour CONSTANT int NOT NULL := (limits->'sending'->'perAccountPerHour')::int;
    per_day CONSTANT int NOT NULL := (limits->'sending'->'perAccountPerDay')::int;
    disabled CONSTANT boolean NOT NULL := two_factor_codes_disabled(account, in_a_row);
    locked CONSTANT int NOT NULL := two_factor_locked_for_seconds(account, wrong_per_day);
    capped CONSTANT int NOT NULL := two_factor_capped_for_seconds(account, per_hour, per_day);
    wait CONSTANT int NOT NULL := greatest(two_factor_cool_down_seconds(account, cool_down), capped);
BEGIN
    IF NOT disabled AND locked = 0 AND wait = 0 THEN RETURN NULL; END IF;
    RETURN jsonb_build_object('issued', false, 'codesDisabled', disabled, 'lockedForSeconds', locked,
        'sendAgainInSeconds', wait, 'capped', capped > 0);
END
$$;

-- Counts one send in the windows of an hour and a day. A window with nothing in it starts anew.
CREATE FUNCTION two_factor_count_send(account two_factor_account) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    is_new_hour CONSTANT boolean NOT NULL := account.sent_this_hour = 0
        OR two_factor_seconds_until(account.hour_started_at + interval '1 hour') = 0;
    is_new_day CONSTANT boolean NOT NULL := account.sent_today = 0
        OR two_factor_seconds_until(account.day_started_at + interval '24 hours') = 0;
BEGIN
    UPDATE two_factor_account AS a SET
        last_sent_at = now(),
        sent_this_hour = CASE WHEN is_new_hour THEN 1 ELSE a.sent_this_hour + 1 END,
        hour_started_at = CASE WHEN is_new_hour THEN now() ELSE a.hour_started_at END,
        sent_today = CASE WHEN is_new_day THEN 1 ELSE a.sent_today + 1 END,
        day_started_at = CASE WHEN is_new_day THEN now() ELSE a.day_started_at END
    WHERE a.account_id = account.account_id;
END
$$;

-- Ends the live challenge of this account, purpose and browser. Its message is not to be sent any more.
CREATE FUNCTION two_factor_supersede_challenge(wanted_account text, wanted_purpose text, wanted_browser text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    ended text;
BEGIN
    UPDATE two_factor_challenge AS c SET ended_at = now(), state = two_factor_challenge_state(c, 'superseded')
    WHERE c.account_id = wanted_account AND c.purpose = wanted_purpose AND c.browser_hash = wanted_browser
        AND c.ended_at IS NULL
    RETURNING c.id INTO ended;
    IF FOUND THEN
        UPDATE two_factor_delivery AS d SET sealed = NULL WHERE d.challenge_id = ended AND d.sealed IS NOT NULL;
    END IF;
END
$$;

-- Writes the challenge and, where it has one, its queued message: no code exists that is never sent.
CREATE FUNCTION two_factor_write_challenge(challenge jsonb, context jsonb, limits jsonb) RETURNS json
LANGUAGE plpgsql AS $$
DECLARE
    wrong_answers CONSTANT int NOT NULL := (limits->'code'->'wrongAnswers')::int;
    lifetime_minutes CONSTANT int NOT NULL := (limits->'code'->'lifetimeMinutes')::int;
    c two_factor_challenge;
BEGIN
    INSERT INTO two_factor_challenge (id, account_id, purpose, factor, authenticator_id, browser_hash, binding_digest,
        expected, reference, max_attempts, expires_at)
    VALUES (challenge->>'id', challenge->>'accountId', challenge->>'purpose', challenge->>'factor',
        challenge->>'authenticatorId', challenge->>'browserHash', challenge->>'bindingDigest', challenge->'expected',
        challenge->>'reference', wrong_answers, now() + make_interval(mins => lifetime_minutes))
    RETURNING * INTO c;
    PERFORM two_factor_record_event(context, 'challenge_issue', 'success', c.account_id, c.id, c.purpose, c.factor);
    IF NOT two_factor_has_message(challenge) THEN RETURN two_factor_challenge_record(c, NULL); END IF;
    PERFORM two_factor_queue_message(c, challenge->'message', limits);
    RETURN two_factor_challenge_record(c, 'queued');
END
$$;

CREATE FUNCTION two_factor_queue_message(c two_factor_challenge, message jsonb, limits jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    head_start_seconds CONSTANT int NOT NULL := (limits->'delivery'->'headStartSeconds')::int;
    reservation CONSTANT jsonb := message->'sms';
BEGIN
    INSERT INTO two_factor_delivery (id, challenge_id, account_id, channel, sealed, valid_until, due_at, sms_country,
        sms_cost, sms_day)
    VALUES (message->>'deliveryId', c.id, c.account_id, message->>'channel', message->>'sealed', c.expires_at,
        now() + make_interval(secs => head_start_seconds), reservation->>'country', (reservation->>'cost')::int,
        (reservation->>'day')::timestamptz);
END
$$;

-- Begins a challenge where the locked account may have one. A challenge without a message counts no send, and waits for
-- none. `is_wanted` is false where the row that the challenge is for has ended: another request was faster, and this
-- one waits as if a code had just been sent.
CREATE FUNCTION two_factor_begin_challenge(
    account two_factor_account, challenge jsonb, is_wanted boolean, context jsonb, limits jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    refusal CONSTANT jsonb := two_factor_send_refusal(account, limits);
BEGIN
    IF refusal IS NOT NULL AND (two_factor_has_message(challenge) OR NOT is_wanted) THEN RETURN refusal; END IF;
    IF NOT is_wanted THEN
        RETURN jsonb_build_object('issued', false, 'codesDisabled', false, 'lockedForSeconds', 0,
            'sendAgainInSeconds', limits->'sending'->'coolDownSeconds', 'capped', false);
    END IF;
    IF two_factor_has_message(challenge) THEN PERFORM two_factor_count_send(account); END IF;
    PERFORM two_factor_supersede_challenge(account.account_id, challenge->>'purpose', challenge->>'browserHash');
    RETURN jsonb_build_object('issued', true, 'challenge', two_factor_write_challenge(challenge, context, limits));
END
$$;


-- Beginning a challenge

CREATE FUNCTION two_factor_issue_challenge(challenge jsonb, context jsonb, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    account CONSTANT two_factor_account := two_factor_lock_account(challenge->>'accountId');
BEGIN
    RETURN two_factor_begin_challenge(account, challenge, true, context, limits);
END
$$;

-- For a pending sign-in that is still open, which is proved this way from now on.
CREATE FUNCTION two_factor_switch_channel(pending_sign_in_id text, challenge jsonb, context jsonb, limits jsonb)
RETURNS jsonb LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    account CONSTANT two_factor_account := two_factor_lock_account(challenge->>'accountId');
    sent jsonb;
BEGIN
    PERFORM FROM two_factor_pending_sign_in AS p
    WHERE p.id = pending_sign_in_id AND p.account_id = account.account_id AND p.browser_hash = challenge->>'browserHash'
        AND p.ended_at IS NULL AND p.expires_at > now()
    FOR UPDATE;
    sent := two_factor_begin_challenge(account, challenge, FOUND, context, limits);
    IF sent->'challenge' IS NOT NULL THEN
        UPDATE two_factor_pending_sign_in AS p SET factor = challenge->>'factor' WHERE p.id = pending_sign_in_id;
    END IF;
    RETURN sent;
END
$$;

-- For an approval that is still open, whose newest code it becomes.
CREATE FUNCTION two_factor_issue_approval_code(approval_id text, challenge jsonb, context jsonb, limits jsonb)
RETURNS jsonb LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    account CONSTANT two_factor_account := two_factor_lock_account(challenge->>'accountId');
    sent jsonb;
BEGIN
    PERFORM FROM two_factor_approval AS p
    WHERE p.id = approval_id AND p.account_id = account.account_id AND p.ended_at IS NULL AND p.expires_at > now()
    FOR UPDATE;
    sent := two_factor_begin_challenge(account, challenge, FOUND, context, limits);
    IF sent->'challenge' IS NOT NULL THEN
        UPDATE two_factor_approval AS p SET challenge_id = challenge->>'id' WHERE p.id = approval_id;
    END IF;
    RETURN sent;
END
$$;


-- Proposing an approval

-- An open approval of the same session in the same browser with the same digest, whose code can still be answered. A
-- form that is sent twice must not end the code that its first copy sent.
CREATE FUNCTION two_factor_same_approval(approval jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (
        SELECT p.id FROM two_factor_approval AS p JOIN two_factor_challenge AS c ON c.id = p.challenge_id
        WHERE p.account_id = approval->>'accountId' AND p.session_id_hash = approval->>'sessionIdHash'
            AND p.browser_hash = approval->>'browserHash' AND p.digest = approval->>'digest'
            AND p.ended_at IS NULL AND p.expires_at > now() AND two_factor_is_live(c));
END
$$;

-- Seconds until the session, and its account, may propose again; 0 where they may now.
CREATE FUNCTION two_factor_proposals_full_for_seconds(wanted_account text, wanted_session text, limits jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    per_session CONSTANT int NOT NULL := (limits->'approval'->'perSessionPerHour')::int;
    per_account CONSTANT int NOT NULL := (limits->'approval'->'perAccountPerHour')::int;
    recent record;
BEGIN
    SELECT count(*) FILTER (WHERE p.session_id_hash = wanted_session) AS of_session, count(*) AS of_account,
        coalesce(min(p.proposed_at) FILTER (WHERE p.session_id_hash = wanted_session), min(p.proposed_at)) AS oldest
    INTO recent
    FROM two_factor_approval AS p
    WHERE p.account_id = wanted_account AND p.proposed_at > now() - interval '1 hour';
    IF recent.of_session < per_session AND recent.of_account < per_account THEN RETURN 0; END IF;
    RETURN greatest(two_factor_seconds_until(recent.oldest + interval '1 hour'), 1);
END
$$;

-- The first refusal of an hour, not each: a flood must not fill the trail.
CREATE FUNCTION two_factor_record_proposals_full(approval jsonb, context jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM two_factor_audit_event AS e
        WHERE e.account_id = approval->>'accountId' AND e.at > now() - interval '1 hour'
            AND e.event = 'excess_rate_limit_exceeded' AND e.detail->>'limit' = 'proposals')
    THEN
        PERFORM two_factor_record_event(context, 'excess_rate_limit_exceeded', 'refused', approval->>'accountId',
            purpose => 'approve', detail => jsonb_build_object('limit', 'proposals', 'action', approval->'action'));
    END IF;
END
$$;

-- Ends the open approval of this account and browser, if there is one.
CREATE FUNCTION two_factor_replace_approval(approval jsonb, context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    replaced two_factor_approval;
BEGIN
    UPDATE two_factor_approval AS p SET ended_at = now(),
        state = CASE WHEN p.expires_at <= now() THEN 'expired' ELSE 'void' END,
        void_reason = CASE WHEN p.expires_at <= now() THEN NULL ELSE 'replaced' END
    WHERE p.account_id = approval->>'accountId' AND p.browser_hash = approval->>'browserHash' AND p.ended_at IS NULL
    RETURNING p.* INTO replaced;
    IF replaced.state = 'void' THEN
        PERFORM two_factor_record_event(context, 'approval_void', 'refused', replaced.account_id, replaced.challenge_id,
            'approve', detail => jsonb_build_object('action', replaced.action, 'because', replaced.void_reason));
    END IF;
END
$$;

CREATE FUNCTION two_factor_write_approval(approval jsonb, code_id text, context jsonb, limits jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    lifetime_minutes CONSTANT int NOT NULL := (limits->'approval'->'lifetimeMinutes')::int;
BEGIN
    INSERT INTO two_factor_approval (id, account_id, session_id_hash, browser_hash, action, sealed, lines, digest,
        reasons, locale, challenge_id, expires_at)
    VALUES (approval->>'id', approval->>'accountId', approval->>'sessionIdHash', approval->>'browserHash',
        approval->>'action', approval->'sealed', approval->'lines', approval->>'digest',
        ARRAY(SELECT jsonb_array_elements_text(approval->'reasons')), approval->>'locale', code_id,
        now() + make_interval(mins => lifetime_minutes));
    PERFORM two_factor_record_event(context, 'approval_propose', 'success', approval->>'accountId', code_id, 'approve',
        detail => jsonb_build_object('action', approval->'action'));
END
$$;

-- Writes the approval with its code, all or nothing. Where no code may be sent (cool-down, caps), or `challenge` is
-- NULL, the approval stands without one. Where the session has proposed too much within the hour, nothing is written.
CREATE FUNCTION two_factor_propose(approval jsonb, challenge jsonb, context jsonb, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    account CONSTANT two_factor_account := two_factor_lock_account(approval->>'accountId');
    same text;
    wait int;
    code jsonb;
BEGIN
    same := two_factor_same_approval(approval);
    IF same IS NOT NULL THEN
        RETURN jsonb_build_object('approvalId', same, 'isSame', true, 'challenge', NULL);
    END IF;
    wait := two_factor_proposals_full_for_seconds(account.account_id, approval->>'sessionIdHash', limits);
    IF wait > 0 THEN
        PERFORM two_factor_record_proposals_full(approval, context);
        RETURN jsonb_build_object('approvalId', NULL, 'retryAfterSeconds', wait);
    END IF;
    PERFORM two_factor_replace_approval(approval, context);
    PERFORM two_factor_supersede_challenge(account.account_id, 'approve', approval->>'browserHash');
    IF challenge IS NOT NULL THEN
        code := two_factor_begin_challenge(account, challenge, true, context, limits)->'challenge';
    END IF;
    PERFORM two_factor_write_approval(approval, code->>'id', context, limits);
    RETURN jsonb_build_object('approvalId', approval->'id', 'isSame', false, 'challenge', code);
END
$$;


-- Reserving an SMS. The day's row is locked first, then the country's, then that of the block of numbers, everywhere in
-- this order, so that no two requests wait for each other.

-- Seconds until the counter has room for `amount` more, 0 where it has.
CREATE FUNCTION two_factor_sms_full_for_seconds(t two_factor_sms_counter, amount int, cap int, hours int) RETURNS int
LANGUAGE sql STABLE
RETURN CASE WHEN t.used + amount > cap
    THEN least(two_factor_seconds_until(t.started_at + make_interval(hours => hours)), hours * 3600) ELSE 0 END;

-- Counts `amount` where there is room, and returns when the counter's window began; NULL where there is none.
CREATE FUNCTION two_factor_count_sms(counter text, amount int, cap int, hours int) RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
    since timestamptz;
BEGIN
    INSERT INTO two_factor_sms_counter AS t (key, used) VALUES (counter, amount)
    ON CONFLICT (key) DO UPDATE SET
        used = CASE WHEN two_factor_seconds_until(t.started_at + make_interval(hours => hours)) = 0
            THEN excluded.used ELSE t.used + excluded.used END,
        started_at = CASE WHEN two_factor_seconds_until(t.started_at + make_interval(hours => hours)) = 0
            THEN now() ELSE t.started_at END
    WHERE two_factor_sms_full_for_seconds(t, amount, cap, hours) = 0
    RETURNING t.started_at INTO since;
    RETURN since;
END
$$;

-- Whether a code was answered that was sent in spite of the country's pause: one of the last few that tried.
CREATE FUNCTION two_factor_sms_pause_is_answered(p two_factor_sms_pause) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM (
            SELECT d.challenge_id FROM two_factor_delivery AS d
            WHERE d.sms_country = p.country AND d.queued_at > p.paused_at
            ORDER BY d.queued_at DESC LIMIT 10
        ) AS d JOIN two_factor_challenge AS c ON c.id = d.challenge_id AND c.state = 'answered');
END
$$;

-- Whether the newest codes by SMS to the country were hardly answered. Only codes that are over count, and none that
-- were sent before the last pause ended.
CREATE FUNCTION two_factor_sms_falters(wanted text, last_pause_ended_at timestamptz, limits jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    sample CONSTANT int NOT NULL := (limits->'sms'->'sampleSms')::int;
    answered_percent CONSTANT int NOT NULL := (limits->'sms'->'answeredPercent')::int;
BEGIN
    -- OFFSET 0 keeps the challenges apart: each is found by its key, whatever the planner thinks of their number.
    RETURN (
        SELECT count(*) = sample AND count(*) FILTER (WHERE r.state = 'answered') * 100 < answered_percent * count(*)
        FROM (
            SELECT code.state FROM two_factor_delivery AS d, LATERAL (
                SELECT c.state FROM two_factor_challenge AS c
                WHERE c.id = d.challenge_id AND NOT two_factor_is_live(c) OFFSET 0) AS code
            WHERE d.sms_country = wanted AND d.state <> 'failed'
                AND d.queued_at > greatest(now() - interval '24 hours', last_pause_ended_at)
            ORDER BY d.queued_at DESC LIMIT sample
        ) AS r);
END
$$;

-- Locks the country and decides whether an SMS may go there. Of all requests at the same moment one begins its pause
-- ("paused"), and one ends it ("resumed"). `is_trial`: the country pauses, and this one SMS may try.
CREATE FUNCTION two_factor_judge_sms_country(
    wanted text, account_id text, context jsonb, limits jsonb, OUT wait_seconds int, OUT is_trial boolean, OUT news text
) LANGUAGE plpgsql AS $$
DECLARE
    pause_minutes CONSTANT int NOT NULL := (limits->'sms'->'pauseMinutes')::int;
    about CONSTANT jsonb NOT NULL := jsonb_build_object('country', wanted);
    pause two_factor_sms_pause;
BEGIN
    SELECT p.* INTO pause FROM two_factor_sms_pause AS p WHERE p.country = wanted FOR UPDATE;
    wait_seconds := 0;
    is_trial := false;
    IF pause.paused_at IS NOT NULL AND pause.ended_at IS NULL THEN
        IF NOT two_factor_sms_pause_is_answered(pause) THEN
            wait_seconds := two_factor_seconds_until(pause.probe_at);
            is_trial := wait_seconds = 0;
            RETURN;
        END IF;
        UPDATE two_factor_sms_pause AS p SET ended_at = now() WHERE p.country = wanted;
        PERFORM two_factor_record_event(context, 'sms_resume', 'success', account_id, channel => 'sms',
            detail => about);
        news := 'resumed';
    ELSIF two_factor_sms_falters(wanted, pause.ended_at, limits) THEN
        INSERT INTO two_factor_sms_pause (country, probe_at)
        VALUES (wanted, now() + make_interval(mins => pause_minutes))
        ON CONFLICT (country) DO UPDATE SET paused_at = now(), probe_at = excluded.probe_at, ended_at = NULL;
        PERFORM two_factor_record_event(context, 'sms_pause', 'refused', account_id, channel => 'sms',
            detail => about);
        wait_seconds := pause_minutes * 60;
        news := 'paused';
    END IF;
END
$$;

-- The answer where a counter is full. The first refusal of its window is recorded, not each: a flood must not fill the
-- trail.
CREATE FUNCTION two_factor_refuse_sms(
    counter text, limit_name text, wait_seconds int, earlier_news text, wanted text, account_id text, context jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    news text := earlier_news;
BEGIN
    UPDATE two_factor_sms_counter AS t SET logged_at = now()
    WHERE t.key = counter AND (t.logged_at IS NULL OR t.logged_at < t.started_at);
    IF FOUND THEN
        news := coalesce(news, 'refused');
        PERFORM two_factor_record_event(context, 'excess_rate_limit_exceeded', 'refused', account_id, channel => 'sms',
            detail => jsonb_build_object('limit', 'sms-' || limit_name, 'country', wanted));
    END IF;
    RETURN jsonb_build_object('ok', false, 'limit', limit_name, 'retryAfterSeconds', wait_seconds, 'news', news);
END
$$;

-- Counts one SMS on the block of its number and on the day, only where country, day and block all let it through.
CREATE FUNCTION two_factor_take_sms(destination jsonb, account_id text, context jsonb, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    cost CONSTANT int NOT NULL := (limits->'sms'->'costPerSms')::int;
    per_day CONSTANT int NOT NULL := (limits->'sms'->'costPerDay')::int;
    per_block CONSTANT int NOT NULL := (limits->'sms'->'perNumberPrefixPerHour')::int;
    pause_minutes CONSTANT int NOT NULL := (limits->'sms'->'pauseMinutes')::int;
    wanted CONSTANT text NOT NULL := destination->>'country';
    block CONSTANT text NOT NULL := 'prefix:' || (destination->>'prefix');
    t two_factor_sms_counter;
    country record;
    wait int;
    since timestamptz;
BEGIN
    SELECT c.* INTO STRICT t FROM two_factor_sms_counter AS c WHERE c.key = 'day' FOR UPDATE;
    country := two_factor_judge_sms_country(wanted, account_id, context, limits);
    IF country.wait_seconds > 0 THEN
        RETURN jsonb_build_object('ok', false, 'limit', 'country', 'retryAfterSeconds', country.wait_seconds,
            'news', country.news);
    END IF;
    wait := two_factor_sms_full_for_seconds(t, cost, per_day, 24);
    IF wait > 0 THEN
        RETURN two_factor_refuse_sms('day', 'day', wait, country.news, wanted, account_id, context);
    END IF;
    since := two_factor_count_sms(block, 1, per_block, 1);
    IF since IS NULL THEN
        SELECT c.* INTO t FROM two_factor_sms_counter AS c WHERE c.key = block;
        wait := two_factor_sms_full_for_seconds(t, 1, per_block, 1);
        RETURN two_factor_refuse_sms(block, 'prefix', wait, country.news, wanted, account_id, context);
    END IF;
    IF country.is_trial THEN
        UPDATE two_factor_sms_pause AS p SET probe_at = now() + make_interval(mins => pause_minutes)
        WHERE p.country = wanted;
    END IF;
    RETURN jsonb_build_object('ok', true, 'news', CASE WHEN country.is_trial THEN 'probed' ELSE country.news END,
        'reservation', jsonb_build_object('country', wanted, 'cost', cost,
            'day', two_factor_count_sms('day', cost, per_day, 24),
            'block', jsonb_build_object('prefix', destination->'prefix', 'since', since)));
END
$$;

-- No SMS was written for the reservation. The day and the block get it back, each only while the same window runs.
CREATE FUNCTION two_factor_give_sms_back(reservation jsonb) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    block CONSTANT jsonb NOT NULL := reservation->'block';
BEGIN
    UPDATE two_factor_sms_counter AS t SET used = greatest(t.used - (reservation->'cost')::int, 0)
    WHERE t.key = 'day' AND t.started_at = (reservation->>'day')::timestamptz;
    UPDATE two_factor_sms_counter AS t SET used = greatest(t.used - 1, 0)
    WHERE t.key = 'prefix:' || (block->>'prefix') AND t.started_at = (block->>'since')::timestamptz;
END
$$;

-- The first limit that would stop an SMS now; NULL where none would.
CREATE FUNCTION two_factor_read_sms_limit(destination jsonb, limits jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    cost CONSTANT int NOT NULL := (limits->'sms'->'costPerSms')::int;
    per_day CONSTANT int NOT NULL := (limits->'sms'->'costPerDay')::int;
    per_block CONSTANT int NOT NULL := (limits->'sms'->'perNumberPrefixPerHour')::int;
    answer jsonb;
BEGIN
    SELECT jsonb_build_object('limit', l.name, 'retryAfterSeconds', l.seconds) INTO answer
    FROM (
        SELECT 1 AS rank, 'country' AS name, two_factor_seconds_until(p.probe_at) AS seconds
        FROM two_factor_sms_pause AS p
        WHERE p.country = destination->>'country' AND p.ended_at IS NULL AND NOT two_factor_sms_pause_is_answered(p)
        UNION ALL
        SELECT 2, 'day', two_factor_sms_full_for_seconds(t, cost, per_day, 24) FROM two_factor_sms_counter AS t
        WHERE t.key = 'day'
        UNION ALL
        SELECT 3, 'prefix', two_factor_sms_full_for_seconds(t, 1, per_block, 1) FROM two_factor_sms_counter AS t
        WHERE t.key = 'prefix:' || (destination->>'prefix')
    ) AS l
    WHERE l.seconds > 0 ORDER BY l.rank LIMIT 1;
    RETURN answer;
END
$$;

COMMIT;
