-- The cache has two tiers now, and says more of its reads.
ALTER TABLE "cache_sample" RENAME COLUMN "hits" TO "redis_hits";
ALTER TABLE "cache_sample"
  ADD COLUMN "near_hits" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "coalesced" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "stale_serves" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "stand_ins" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "corrupt" BIGINT NOT NULL DEFAULT 0,
  -- Reads by how long they took: the buckets of the near cache, then those of Redis, then those of the directory.
  ADD COLUMN "latency" BIGINT[] NOT NULL DEFAULT '{}';

-- Who is asked for most and not found in the cache, by the hour.
CREATE TABLE "cache_miss" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "misses" BIGINT NOT NULL,
    "unknown" BOOLEAN NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cache_miss_pkey" PRIMARY KEY ("tenant_id","hour","user_id")
);

CREATE INDEX "cache_miss_hour_idx" ON "cache_miss"("hour");

-- When a breaker opened and closed, on which replica.
CREATE TABLE "breaker_change" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replica" TEXT NOT NULL,
    "breaker" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "breaker_change_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "breaker_change_breaker_check" CHECK ("breaker" IN ('directory', 'redis')),
    CONSTRAINT "breaker_change_state_check" CHECK ("state" IN ('closed', 'open', 'halfOpen'))
);

CREATE INDEX "breaker_change_at_idx" ON "breaker_change"("at");

-- One warming of the cache. Whom it warms stands in `targets`, most recently active first, so that a run that was cut
-- goes on where it was; it is emptied at the end. Without an organisation: everybody's.
CREATE TABLE "prewarm_run" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "reason" TEXT NOT NULL,
    "started_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'running',
    "days_back" INTEGER NOT NULL,
    "batch_size" INTEGER NOT NULL,
    "delay_ms" INTEGER NOT NULL,
    "max_users" INTEGER NOT NULL,
    "targets" UUID[] NOT NULL DEFAULT '{}',
    "total" INTEGER NOT NULL DEFAULT 0,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "cached" INTEGER NOT NULL DEFAULT 0,
    "already" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "rested_ms" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "prewarm_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "prewarm_run_state_check" CHECK ("state" IN ('running', 'done', 'stopped', 'failed')),
    CONSTRAINT "prewarm_run_sum_check" CHECK ("cached" + "errors" = "processed")
);

CREATE INDEX "prewarm_run_started_idx" ON "prewarm_run"("started_at");

-- Users whom a run could not cache; the first 1,000 of a run.
CREATE TABLE "prewarm_failure" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "prewarm_failure_pkey" PRIMARY KEY ("run_id","seq"),
    CONSTRAINT "prewarm_failure_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "prewarm_run"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Whoever was active last, of all organisations.
CREATE INDEX "conversation_recent_idx" ON "conversation"("last_message_at", "id");

ALTER TABLE "cache_miss" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "cache_miss" TO rollcall_system USING (true);
CREATE POLICY own_organisation ON "cache_miss" TO rollcall_tenant
  USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()));
GRANT SELECT ON "cache_miss" TO rollcall_tenant;

ALTER TABLE "prewarm_run" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "prewarm_run" TO rollcall_system USING (true);
CREATE POLICY own_organisation ON "prewarm_run" TO rollcall_tenant
  USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()));
GRANT SELECT ON "prewarm_run" TO rollcall_tenant;
