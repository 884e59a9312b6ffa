-- What people and services did, beside the changes of users, which are in user_event. `personal` is what may have to be
-- blanked one day; `salt` keeps its digest from being guessed.
CREATE TABLE "audit_entry" (
    "position" BIGSERIAL NOT NULL,
    "entry_id" UUID NOT NULL DEFAULT uuid_v7(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "tenant_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "target_kind" TEXT,
    "target_id" TEXT,
    "reason" TEXT,
    "correlation_id" TEXT NOT NULL,
    "details" JSON NOT NULL DEFAULT '{}',
    "personal" JSON,
    "salt" UUID DEFAULT gen_random_uuid(),

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("position")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_entry_id_key" ON "audit_entry"("entry_id");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_at_idx" ON "audit_entry"("tenant_id", "at", "position");

ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_outcome_check" CHECK ("outcome" IN ('done', 'refused', 'failed'));

-- Append-only for everyone, as the event log is.
CREATE FUNCTION audit_entry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END
$$;
CREATE TRIGGER audit_entry_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse_change();
