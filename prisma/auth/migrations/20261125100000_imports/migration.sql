-- People from a file. The file's rows are staged, so that what is shown before an import is what is done, and so that
-- it goes on after a restart. Only people of the road delete them: they are purged after 30 days.
-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "tenant_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'uploading',
    "file_name" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "records" INTEGER NOT NULL DEFAULT 0,
    "reading" JSONB,
    "columns" JSONB NOT NULL DEFAULT '[]',
    "settings" JSONB,
    "started_by" UUID NOT NULL,
    "started_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "step_started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "purged_at" TIMESTAMPTZ(3),
    "last_seq" INTEGER NOT NULL DEFAULT -1,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "to_create" INTEGER NOT NULL DEFAULT 0,
    "to_update" INTEGER NOT NULL DEFAULT 0,
    "to_leave" INTEGER NOT NULL DEFAULT 0,
    "to_deactivate" INTEGER NOT NULL DEFAULT 0,
    "removals" INTEGER NOT NULL DEFAULT 0,
    "faulty" INTEGER NOT NULL DEFAULT 0,
    "nameless" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "deactivated" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "line" INTEGER,
    "cells" JSON,
    "key" TEXT,
    "email" TEXT,
    "user_id" UUID,
    "version" INTEGER,
    "fate" TEXT,
    "given" JSONB,
    "changes" JSONB,
    "faults" JSONB,
    "outcome" TEXT,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateIndex
CREATE INDEX "import_run_tenant_idx" ON "import_run"("tenant_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "import_row_fate_idx" ON "import_row"("run_id", "fate", "seq");

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "import_run" ADD CONSTRAINT "import_run_state_check" CHECK ("state" IN
  ('uploading', 'received', 'checking', 'checked', 'applying', 'done', 'cancelled', 'failed'));
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_fate_check" CHECK ("fate" IN
  ('header', 'create', 'update', 'leave', 'deactivate', 'faulty'));
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_outcome_check" CHECK ("outcome" IN ('applied', 'failed'));
CREATE INDEX "import_run_open_idx" ON "import_run" ("id") WHERE "state" IN ('uploading', 'checking', 'applying');
-- How many removals are still to come is asked with every batch.
CREATE INDEX "import_row_removal_idx" ON "import_row" ("run_id", "seq")
  WHERE "fate" IN ('update', 'deactivate') AND "changes"->'isActive'->>'to' = 'false';
CREATE INDEX "import_row_failed_idx" ON "import_row" ("run_id", "seq") WHERE "outcome" = 'failed';

-- A row names whom it means by the matricule, where the file has no addresses.
CREATE INDEX IF NOT EXISTS "user_matricule_idx" ON "user" ("tenant_id", "matricule") WHERE "matricule" IS NOT NULL;

DO $do$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['import_run', 'import_row'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('CREATE POLICY everyone ON %I TO rollcall_system USING (true)', owned);
    EXECUTE format('CREATE POLICY own_organisation ON %I TO rollcall_tenant
      USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()))', owned);
  END LOOP;
END
$do$;
GRANT SELECT, INSERT, UPDATE ON "import_run" TO rollcall_tenant;
GRANT SELECT, INSERT ON "import_row" TO rollcall_tenant;

-- Erasure blanks the staged rows of the person, and those that name the address which was the person's; the counts stay.
CREATE FUNCTION import_forget_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE import_row SET cells = NULL, key = NULL, email = NULL, given = NULL, changes = NULL,
    faults = CASE WHEN faults IS NULL THEN NULL ELSE '[{"code":"erased"}]'::jsonb END
  WHERE tenant_id = OLD.tenant_id
    AND (user_id = OLD.id OR key = OLD.email OR email = OLD.email OR strpos(lower(cells::text), OLD.email) > 0);
  UPDATE import_run SET started_by_name = 'Erased —' WHERE started_by = OLD.id;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION import_forget_erased() FROM PUBLIC;
CREATE TRIGGER import_forget_erased AFTER UPDATE OF "email" ON "user" FOR EACH ROW
  WHEN (OLD.deleted_at IS NOT NULL AND NEW.email = 'erased-' || NEW.id || '@erased.invalid' AND OLD.email <> NEW.email)
  EXECUTE FUNCTION import_forget_erased();
