-- CreateTable
CREATE TABLE "reassignment_run" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "target_id" UUID,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "request_id" TEXT NOT NULL,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "reassignment_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reassignment_step" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "changed_at" TIMESTAMPTZ(3),
    "open" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "reassignment_step_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateIndex
CREATE INDEX "appointment_clinician_starts_idx" ON "appointment"("tenant_id", "clinician_id", "starts_at", "id");

-- CreateIndex
CREATE INDEX "reassignment_run_started_idx" ON "reassignment_run"("tenant_id", "started_at", "id");

-- CreateIndex
CREATE INDEX "reassignment_step_appointment_idx" ON "reassignment_step"("appointment_id", "changed_at");

-- AddForeignKey
ALTER TABLE "reassignment_step" ADD CONSTRAINT "reassignment_step_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reassignment_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "reassignment_run" ADD CONSTRAINT "reassignment_run_mode_check" CHECK ("mode" IN ('all_or_nothing', 'as_many'));
ALTER TABLE "reassignment_run" ADD CONSTRAINT "reassignment_run_state_check"
  CHECK ("state" IN ('running', 'taking_back', 'done', 'taken_back'));
CREATE INDEX "reassignment_run_open_idx" ON "reassignment_run" ("started_at") WHERE "ended_at" IS NULL;
ALTER TABLE "reassignment_step" ADD CONSTRAINT "reassignment_step_state_check"
  CHECK ("state" IN ('waiting', 'moved', 'failed', 'left', 'taken_back', 'kept'));
-- An appointment is in one run at a time: what one may still take back is nothing for another to move.
CREATE UNIQUE INDEX "reassignment_step_open_key" ON "reassignment_step" ("appointment_id") WHERE "open";

ALTER TABLE "reassignment_run" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "reassignment_run" TO rollcall_system USING (true);
CREATE POLICY own_organisation ON "reassignment_run" TO rollcall_tenant
  USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()));
GRANT SELECT, INSERT ON "reassignment_run" TO rollcall_tenant;

ALTER TABLE "reassignment_step" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "reassignment_step" TO rollcall_system USING (true);
CREATE POLICY own_organisation ON "reassignment_step" TO rollcall_tenant
  USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()));
GRANT SELECT, INSERT ON "reassignment_step" TO rollcall_tenant;
