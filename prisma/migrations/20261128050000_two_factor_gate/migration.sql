BEGIN;

-- What a first step brought and NextAuth needs once the second is right: sealed, and gone when the sign-in is completed.
ALTER TABLE "two_factor_pending_sign_in" ADD COLUMN "carried" TEXT;

-- Of a session that lasts as long as the application's own: how long it may stay unused. Null goes by the add-on's limits.
ALTER TABLE "two_factor_session" ADD COLUMN "max_age_seconds" INTEGER,
    ADD CONSTRAINT "two_factor_session_max_age_check" CHECK ("max_age_seconds" > 0);

COMMIT;
