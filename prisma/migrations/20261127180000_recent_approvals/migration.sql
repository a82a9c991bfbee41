BEGIN;

-- CreateIndex
CREATE INDEX "delivery_account_id_idx" ON "delivery"("account_id");

-- CreateIndex
CREATE INDEX "approval_account_id_proposed_at_idx" ON "approval"("account_id", "proposed_at");

-- A statement that waited for a lock still counts what was there when it began. What a volatile function asks sees what
-- was committed meanwhile, so that proposals at the same moment do not pass their limit together.
CREATE FUNCTION "recent_approvals"(
    account TEXT, session TEXT, OUT "of_session" INTEGER, OUT "of_account" INTEGER, OUT "oldest" TIMESTAMPTZ
)
LANGUAGE sql VOLATILE AS $$
    SELECT count(*) FILTER (WHERE "session_id_hash" = session)::int, count(*)::int,
        coalesce(min("proposed_at") FILTER (WHERE "session_id_hash" = session), min("proposed_at"))
    FROM "approval" WHERE "account_id" = account AND "proposed_at" > now() - interval '1 hour'
$$;

COMMIT;
