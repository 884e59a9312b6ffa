-- AlterTable
ALTER TABLE "organisation"
  ADD COLUMN "is_platform" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "require_two_factor" BOOLEAN NOT NULL DEFAULT false;

-- Where people work already, the oldest organisation is the one whose administrators manage the installation.
UPDATE "organisation" SET "is_platform" = true
WHERE "id" = (SELECT "id" FROM "organisation" ORDER BY "created_at", "id" LIMIT 1);
