BEGIN;

-- Who is disabled is out at once, however the column was set. A sign-in that is under way finds another version of the
-- account; its row is waited for as everywhere, so a session that is just being opened is seen and ended.
CREATE FUNCTION "end_sessions_of_disabled_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "two_factor_account" AS a ("account_id", "version") VALUES (NEW."id", 1)
    ON CONFLICT ("account_id") DO UPDATE SET "version" = a."version" + 1;
    UPDATE "pending_sign_in" SET "ended_at" = now(), "ended_as" = 'revoked'
    WHERE "account_id" = NEW."id" AND "ended_at" IS NULL;
    WITH ended AS (
        UPDATE "session" SET "revoked_at" = now(), "revoked_as" = 'revoked'
        WHERE "account_id" = NEW."id" AND "revoked_at" IS NULL
        RETURNING "account_id"
    )
    INSERT INTO "audit_event" ("event", "outcome", "account_id", "detail")
    SELECT 'session_revoked', 'success', ended."account_id", '{"because": "disabled"}' FROM ended;
    RETURN NULL;
END
$$;

CREATE TRIGGER "user_disabled" AFTER UPDATE OF "disabled_at" ON "users" FOR EACH ROW
    WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL)
    EXECUTE FUNCTION "end_sessions_of_disabled_user"();

COMMIT;
