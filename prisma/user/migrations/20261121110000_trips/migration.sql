-- A settled event stays for a while: whoever asks what became of it gets an answer.
ALTER TABLE "parked_event"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'refused',
  ADD COLUMN "event_type" TEXT,
  ADD COLUMN "full_name" TEXT,
  ADD COLUMN "failures" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "retries" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "resolved_at" TIMESTAMPTZ(3),
  ADD COLUMN "resolved_by" TEXT,
  ADD COLUMN "reason" TEXT;
UPDATE "parked_event" SET
  "kind" = CASE WHEN "error" LIKE 'unknown schema version%' THEN 'unknown_version'
                WHEN "error" LIKE 'malformed:%' THEN 'malformed' ELSE 'refused' END,
  "event_type" = "event"->>'eventType',
  "full_name" = nullif(btrim(concat_ws(' ', "event"#>>'{payload,firstName}', "event"#>>'{payload,lastName}')), ''),
  "failures" = jsonb_build_array(jsonb_build_object(
    'at', to_char("last_failed_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'error', "error"));
ALTER TABLE "parked_event" DROP CONSTRAINT "parked_event_state_check";
ALTER TABLE "parked_event" ADD CONSTRAINT "parked_event_state_check"
  CHECK ("state" IN ('retrying', 'parked', 'applied', 'superseded', 'discarded'));
ALTER TABLE "parked_event" ADD CONSTRAINT "parked_event_kind_check"
  CHECK ("kind" IN ('refused', 'malformed', 'unknown_version'));
-- Everything that is asked often concerns what isn't settled yet.
DROP INDEX "parked_event_due_idx";
CREATE INDEX "parked_event_due_idx" ON "parked_event" ("next_attempt_at") WHERE "state" = 'retrying';
CREATE INDEX "parked_event_open_idx" ON "parked_event" ("tenant_id", "last_failed_at", "id")
  WHERE "state" IN ('retrying', 'parked');
CREATE INDEX "parked_event_sweep_idx" ON "parked_event" ("id") WHERE "state" IN ('retrying', 'parked');
CREATE INDEX "parked_event_resolved_idx" ON "parked_event" ("resolved_at") WHERE "resolved_at" IS NOT NULL;
CREATE INDEX "parked_event_search_idx" ON "parked_event"
  USING gin (plain_text(coalesce("full_name", '') || ' ' || "error") gin_trgm_ops)
  WHERE "state" IN ('retrying', 'parked');

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "lane" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "replay_id" UUID,
    "positions" int8multirange NOT NULL,
    "superseded_positions" int8multirange NOT NULL,
    "parked_positions" int8multirange NOT NULL,
    "applied" INTEGER NOT NULL,
    "superseded" INTEGER NOT NULL,
    "parked" INTEGER NOT NULL,
    "arrival_ms" INTEGER,
    "error" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_run" (
    "id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "started_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "checked" INTEGER NOT NULL DEFAULT 0,
    "missing" INTEGER NOT NULL DEFAULT 0,
    "stale" INTEGER NOT NULL DEFAULT 0,
    "tampered" INTEGER NOT NULL DEFAULT 0,
    "orphaned" INTEGER NOT NULL DEFAULT 0,
    "ahead" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "reconcile_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_difference" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "tenant_id" UUID,
    "user_id" UUID NOT NULL,
    "full_name" TEXT,
    "kind" TEXT NOT NULL,
    "kept_version" INTEGER,
    "directory_version" INTEGER,
    "fields" JSONB NOT NULL DEFAULT '[]',
    "repaired" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,

    CONSTRAINT "reconcile_difference_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateIndex
CREATE INDEX "delivery_finished_idx" ON "delivery"("finished_at");

-- CreateIndex
CREATE INDEX "reconcile_run_started_idx" ON "reconcile_run"("started_at");

-- CreateIndex
CREATE INDEX "reconcile_difference_tenant_idx" ON "reconcile_difference"("run_id", "tenant_id", "seq");

-- AddForeignKey
ALTER TABLE "reconcile_difference" ADD CONSTRAINT "reconcile_difference_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconcile_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- "When did event p arrive" is one look-up, though a delivery carries up to 500 events.
CREATE INDEX "delivery_positions_idx" ON "delivery" USING gist ("positions");
CREATE INDEX "delivery_replay_idx" ON "delivery" ("replay_id") WHERE "replay_id" IS NOT NULL;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_lane_check" CHECK ("lane" IN ('interactive', 'bulk'));
ALTER TABLE "reconcile_run" ADD CONSTRAINT "reconcile_run_mode_check" CHECK ("mode" IN ('preview', 'apply'));
ALTER TABLE "reconcile_run" ADD CONSTRAINT "reconcile_run_state_check"
  CHECK ("state" IN ('running', 'done', 'failed', 'stopped'));
CREATE INDEX "reconcile_run_running_idx" ON "reconcile_run" ("started_at") WHERE "state" = 'running';
ALTER TABLE "reconcile_difference" ADD CONSTRAINT "reconcile_difference_kind_check"
  CHECK ("kind" IN ('missing', 'stale', 'tampered', 'orphaned', 'ahead'));
