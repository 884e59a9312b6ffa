-- What a projection keeps of a user, as one number: reconcile finds a row that somebody changed by hand, though its
-- version is right. user_db computes the same expression over its own columns.
ALTER TABLE "user" ADD COLUMN "content_hash" BIGINT GENERATED ALWAYS AS (hash_record_extended(ROW(
  "version", "tenant_id", "email", "first_name", "last_name", "role", "phone_number", "is_active",
  "must_change_password", "avatar", "matricule", "ministere", "sexe", "created_at", "updated_at", "deleted_at"), 0)) STORED;

-- 4,096 buckets by the last 12 bits of the id, which are random in every UUID version in use: at 300,000 users a bucket
-- holds 73, so that a few differences are found by reading a few thousand versions.
DROP INDEX "user_bucket_idx";
CREATE INDEX "user_bucket_idx" ON "user" (((get_byte(uuid_send("id"), 14) * 256 + get_byte(uuid_send("id"), 15)) & 4095));

-- A user whose deactivation or deletion is held by the brake, as the services should go on believing meanwhile.
CREATE TABLE "held_user" (LIKE "user" INCLUDING GENERATED INCLUDING DEFAULTS, "hold_id" UUID NOT NULL);
ALTER TABLE "held_user" ADD CONSTRAINT "held_user_pkey" PRIMARY KEY ("id");
CREATE INDEX "held_user_hold_id_idx" ON "held_user" ("hold_id");

-- The directory as every subscriber may know it. Whatever leaves the directory by reconcile is read from here, so that
-- it can't go round the brake.
CREATE VIEW "published_user" AS
  SELECT "id", "tenant_id", "email", "name", "first_name", "last_name", "role", "phone_number", "is_active",
    "must_change_password", "email_verified", "avatar", "matricule", "ministere", "sexe", "created_at", "updated_at",
    "deleted_at", "version", "search_text", "content_hash"
  FROM "user" u WHERE NOT EXISTS (SELECT FROM "held_user" h WHERE h."id" = u."id")
  UNION ALL
  SELECT "id", "tenant_id", "email", "name", "first_name", "last_name", "role", "phone_number", "is_active",
    "must_change_password", "email_verified", "avatar", "matricule", "ministere", "sexe", "created_at", "updated_at",
    "deleted_at", "version", "search_text", "content_hash"
  FROM "held_user";
