-- Trusted extensions: no superuser is needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- CreateTable
CREATE TABLE "directory_user" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "phone_number" TEXT,
    "is_active" BOOLEAN NOT NULL,
    "must_change_password" BOOLEAN NOT NULL,
    "avatar" TEXT,
    "matricule" TEXT,
    "ministere" TEXT,
    "sexe" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "user_version" INTEGER NOT NULL,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "directory_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "clinician_id" UUID NOT NULL,
    "patient_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriber_state" (
    "subscriber" TEXT NOT NULL,
    "applied" BIGINT NOT NULL DEFAULT 0,
    "superseded" BIGINT NOT NULL DEFAULT 0,
    "last_event_at" TIMESTAMPTZ(3),
    "last_applied_at" TIMESTAMPTZ(3),
    "last_arrival_ms" INTEGER,
    "last_reconcile_at" TIMESTAMPTZ(3),
    "last_reconcile" JSONB,

    CONSTRAINT "subscriber_state_pkey" PRIMARY KEY ("subscriber")
);

-- CreateTable
CREATE TABLE "parked_event" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT,
    "user_id" UUID,
    "user_version" INTEGER,
    "tenant_id" UUID,
    "event" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(3),

    CONSTRAINT "parked_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "directory_user_role_name_idx" ON "directory_user"("tenant_id", "role", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "appointment_tenant_starts_idx" ON "appointment"("tenant_id", "starts_at", "id");

-- CreateIndex
CREATE INDEX "parked_event_due_idx" ON "parked_event"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "parked_event_user_idx" ON "parked_event"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "parked_event_event_key" ON "parked_event"("event_id");

-- The same 256 buckets as in the directory.
CREATE INDEX "directory_user_bucket_idx" ON "directory_user" (get_byte(uuid_send("id"), 15));
CREATE INDEX "directory_user_tenant_name_idx" ON "directory_user" ("tenant_id", "last_name", "first_name", "id");

-- unaccent() alone is not immutable, because its dictionary could change; this one names its dictionary.
CREATE FUNCTION plain_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, value))
$$;
-- The dropdown's search. Only people who can be listed are indexed: a trigram index on everyone costs the road dearly.
CREATE INDEX "directory_user_clinician_search_idx" ON "directory_user"
  USING gin (plain_text("first_name" || ' ' || "last_name") gin_trgm_ops)
  WHERE "is_active" AND "deleted_at" IS NULL AND "role" IN ('doctor', 'nurse', 'pharmacist', 'consultant');

ALTER TABLE "appointment" ADD CONSTRAINT "appointment_period_check" CHECK ("ends_at" > "starts_at");
-- A clinician is never booked twice, whatever races: the database refuses an overlap.
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_no_overlap"
  EXCLUDE USING gist ("clinician_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL);

ALTER TABLE "parked_event" ADD CONSTRAINT "parked_event_state_check" CHECK ("state" IN ('retrying', 'parked'));
