BEGIN;

-- CreateTable
CREATE TABLE "approval" (
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
    "channel" TEXT,
    "destination" TEXT,
    "reference" TEXT,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_account_id_ended_at_idx" ON "approval"("account_id", "ended_at");

-- Written by hand: Prisma's schema has no words for what follows.

-- One thing is approved at a time: one open approval per account and browser, whoever races to propose.
CREATE UNIQUE INDEX "approval_open_key" ON "approval"("account_id", "browser_hash") WHERE "ended_at" IS NULL;

-- Executed ones are receipts and stay; the sweeper looks for the others.
CREATE INDEX "approval_swept_idx" ON "approval"("expires_at") WHERE "state" <> 'executed';

ALTER TABLE "approval"
    ADD CONSTRAINT "approval_state_check" CHECK ("state" IN ('proposed', 'executed', 'declined', 'expired', 'void')),
    ADD CONSTRAINT "approval_end_check" CHECK (("state" = 'proposed') = ("ended_at" IS NULL)),
    ADD CONSTRAINT "approval_void_check" CHECK (("state" = 'void') = ("void_reason" IS NOT NULL)),
    ADD CONSTRAINT "approval_void_reason_check" CHECK ("void_reason" IN ('changed', 'not-possible', 'denied', 'replaced')),
    ADD CONSTRAINT "approval_sealed_check" CHECK ("sealed" IS NOT NULL OR "state" IN ('executed', 'declined')),
    ADD CONSTRAINT "approval_channel_check" CHECK ("channel" IN ('email', 'sms'));

-- What was shown, to whom and for what is never rewritten, and an end is an end.
CREATE FUNCTION "refuse_approval_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'approval %: what was shown and how it ended cannot be changed', OLD."id" USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "approval_sealed_as_shown" BEFORE UPDATE ON "approval" FOR EACH ROW
    WHEN (
        OLD."ended_at" IS NOT NULL
        OR (OLD."id", OLD."account_id", OLD."session_id_hash", OLD."browser_hash", OLD."action", OLD."lines", OLD."digest", OLD."locale")
            IS DISTINCT FROM
           (NEW."id", NEW."account_id", NEW."session_id_hash", NEW."browser_hash", NEW."action", NEW."lines", NEW."digest", NEW."locale")
        OR (NEW."ended_at" IS NULL AND NEW."sealed" IS DISTINCT FROM OLD."sealed")
    )
    EXECUTE FUNCTION "refuse_approval_rewrite"();

COMMIT;
