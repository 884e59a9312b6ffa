-- AlterTable
ALTER TABLE "user" ADD COLUMN "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN "require_two_factor" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "is_platform" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "two_factor" (
    "id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "two_factor_user_id_key" ON "two_factor"("user_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "verification_value_idx" ON "verification"("value");

-- AddForeignKey
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Keys of before this had no end; from now on they are renewed.
UPDATE "jwks" SET "expires_at" = "created_at" + interval '30 days' WHERE "expires_at" IS NULL;

-- A session ends in the transaction that disables its user or gives the user another role. Links and half-done sign-ins of
-- whoever is disabled end too.
CREATE OR REPLACE FUNCTION user_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM session WHERE user_id = NEW.id;
  IF NOT NEW.is_active OR NEW.deleted_at IS NOT NULL THEN
    DELETE FROM verification WHERE value = NEW.id::text;
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER user_end_sessions ON "user";
CREATE TRIGGER user_end_sessions AFTER UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.is_active AND NOT NEW.is_active) OR (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
    OR OLD.role <> NEW.role)
  EXECUTE FUNCTION user_end_sessions();

-- Where people work already, the oldest organisation is the one whose administrators manage the installation.
UPDATE "organisation" SET "is_platform" = true
WHERE "id" = (SELECT "id" FROM "organisation" ORDER BY "created_at", "id" LIMIT 1);
