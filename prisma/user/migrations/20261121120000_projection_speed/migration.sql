-- The dropdown lists people who can be booked and nobody else: an index on everyone costs each arrival for nothing.
DROP INDEX "directory_user_role_name_idx";
CREATE INDEX "directory_user_role_name_idx" ON "directory_user" ("tenant_id", "role", "last_name", "first_name", "id")
  WHERE "is_active" AND "deleted_at" IS NULL AND "role" IN ('doctor', 'nurse', 'pharmacist', 'consultant');
