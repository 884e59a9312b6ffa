-- The same expressions as in auth_db: reconcile compares them, so that a row changed by hand is found though its version
-- is right.
ALTER TABLE "directory_user" ADD COLUMN "content_hash" BIGINT GENERATED ALWAYS AS (hash_record_extended(ROW(
  "user_version", "tenant_id", "email", "first_name", "last_name", "role", "phone_number", "is_active",
  "must_change_password", "avatar", "matricule", "ministere", "sexe", "created_at", "updated_at", "deleted_at"), 0)) STORED;

DROP INDEX "directory_user_bucket_idx";
CREATE INDEX "directory_user_bucket_idx" ON "directory_user"
  (((get_byte(uuid_send("id"), 14) * 256 + get_byte(uuid_send("id"), 15)) & 4095));
