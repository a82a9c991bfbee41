BEGIN;

-- A statement that waited for a lock still counts what was there when it began. What a volatile function asks sees what
-- was committed meanwhile, so that proposals at the same moment do not pass their limit together.
CREATE FUNCTION "recent_approvals"(account TEXT, session TEXT, OUT "proposals" INTEGER, OUT "oldest" TIMESTAMPTZ)
LANGUAGE sql VOLATILE AS $$
    SELECT count(*)::int, min("proposed_at") FROM "approval"
    WHERE "account_id" = account AND "session_id_hash" = session AND "proposed_at" > now() - interval '1 hour'
$$;

COMMIT;
