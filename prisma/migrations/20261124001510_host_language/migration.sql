BEGIN;

-- Written by hand: what people chose before goes for messages too.
INSERT INTO "two_factor_account" ("account_id", "locale")
SELECT "id", "locale" FROM "users" WHERE "locale" IS NOT NULL
ON CONFLICT ("account_id") DO UPDATE SET "locale" = excluded."locale";

COMMIT;
