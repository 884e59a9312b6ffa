-- AlterTable
ALTER TABLE "organisation"
  ADD COLUMN "brake_share" DOUBLE PRECISION NOT NULL DEFAULT 0.20,
  ADD COLUMN "brake_count" INTEGER NOT NULL DEFAULT 10,
  ADD COLUMN "brake_window_minutes" INTEGER NOT NULL DEFAULT 60,
  ADD COLUMN "brake_delay_minutes" INTEGER NOT NULL DEFAULT 30;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN "hold_id" UUID;

-- AlterTable
ALTER TABLE "held_user" ADD COLUMN "held_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp();

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "tenant_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "caused_by" TEXT[],
    "active_before" INTEGER NOT NULL,
    "delay_minutes" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "people" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "held_event" (
    "position" BIGINT NOT NULL,
    "hold_id" UUID NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "dropped" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "held_event_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "removal_count" (
    "tenant_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "running" BIGINT NOT NULL,
    "removed" INTEGER NOT NULL,
    "active_before" INTEGER,
    "active_at" TIMESTAMPTZ(6),

    CONSTRAINT "removal_count_pkey" PRIMARY KEY ("tenant_id","at","running")
);

-- CreateTable
CREATE TABLE "queue_pause" (
    "subscriber" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paused_by" TEXT NOT NULL,
    "paused_by_name" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "queue_pause_pkey" PRIMARY KEY ("subscriber")
);

-- CreateTable
CREATE TABLE "replay_run" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "tenant_id" UUID NOT NULL,
    "subscriber" TEXT NOT NULL,
    "scope" JSONB NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_by_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "last_position" BIGINT NOT NULL,
    "until_position" BIGINT NOT NULL,
    "error" TEXT,
    "outcome" JSONB,

    CONSTRAINT "replay_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hold_tenant_state_idx" ON "hold"("tenant_id", "state", "opened_at");

-- CreateIndex
CREATE INDEX "hold_tenant_decided_idx" ON "hold"("tenant_id", "decided_at");

-- CreateIndex
CREATE INDEX "held_event_hold_id_idx" ON "held_event"("hold_id");

-- CreateIndex
CREATE INDEX "replay_run_tenant_idx" ON "replay_run"("tenant_id", "started_at");

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "organisation" ADD CONSTRAINT "organisation_brake_check" CHECK (
  "brake_share" BETWEEN 0 AND 1 AND "brake_count" >= 0 AND "brake_window_minutes" BETWEEN 1 AND 1440 AND "brake_delay_minutes" BETWEEN 1 AND 1440);
ALTER TABLE "hold" ADD CONSTRAINT "hold_state_check" CHECK ("state" IN ('waiting', 'approved', 'rejected'));
ALTER TABLE "replay_run" ADD CONSTRAINT "replay_run_state_check" CHECK ("state" IN ('running', 'done', 'stopped', 'failed'));
CREATE INDEX "outbox_hold_id_idx" ON "outbox" ("hold_id") WHERE "hold_id" IS NOT NULL;
CREATE UNIQUE INDEX "replay_run_running_key" ON "replay_run" ("subscriber") WHERE "state" = 'running';

-- The brake. Three rules keep it right under concurrency, without a lock that single edits would meet:
-- 1. Whoever adds a user to held_user or takes one out has locked the user's row before. So a writer, who has the row
--    too, reads held_user as it is.
-- 2. Removals of one organisation are counted one transaction after another, under an advisory lock. Nothing is waited
--    for while it is held.
-- 3. A hold's own row is locked by decisions. Who finds it locked opens another hold and doesn't wait.
-- The helpers run inside other people's statements, whose tables may have grown since a plan was made: they always go
-- by index.

-- Of a snapshot, as the log keeps it.
CREATE FUNCTION snapshot_is_active(snapshot jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (snapshot->>'isActive')::boolean AND snapshot->>'deletedAt' IS NULL
$$;
CREATE FUNCTION snapshot_before(payload jsonb, changes jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT payload || coalesce((SELECT jsonb_object_agg(key, value->'from') FROM jsonb_each(changes)), '{}')
$$;

-- These users' events of these versions wait for a decision. What is looked up is looked up by key, in this order.
CREATE FUNCTION brake_hold_events(hold uuid, ids uuid[], versions int[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_nestloop = on AS $$
BEGIN
  WITH held AS (
    UPDATE outbox SET held = true, hold_id = hold WHERE position = ANY (ARRAY(
      SELECT e.position FROM unnest(ids, versions) AS given (id, version) CROSS JOIN LATERAL (
        SELECT position FROM user_event WHERE user_id = given.id AND user_version = given.version OFFSET 0) e))
    RETURNING position
  )
  INSERT INTO held_event (position, hold_id) SELECT position, hold FROM held;
END
$$;

-- Those of these users whom the brake holds: what is written of them meanwhile waits for the same decision.
CREATE FUNCTION brake_follow(ids uuid[], versions int[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_nestloop = on AS $$
BEGIN
  PERFORM brake_hold_events(h.hold_id, array_agg(given.id), array_agg(given.version))
  FROM unnest(ids, versions) AS given (id, version) CROSS JOIN LATERAL (
    SELECT hold_id FROM held_user WHERE id = given.id OFFSET 0) h
  GROUP BY h.hold_id;
END
$$;

-- Held users who are active again: what was held of them is overtaken, and never travels.
CREATE FUNCTION brake_let_go(ids uuid[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_nestloop = on AS $$
BEGIN
  WITH gone AS (DELETE FROM held_user WHERE id = ANY (ids) RETURNING id, version), dropped AS (
    DELETE FROM outbox WHERE held AND position = ANY (ARRAY(
      SELECT e.position FROM gone CROSS JOIN LATERAL (
        SELECT position FROM user_event WHERE user_id = gone.id AND user_version > gone.version OFFSET 0) e))
    RETURNING position
  )
  UPDATE held_event SET dropped = true WHERE position = ANY (ARRAY(SELECT position FROM dropped));
END
$$;

CREATE FUNCTION brake_count_active(tenant uuid) RETURNS int LANGUAGE plpgsql
SET enable_seqscan = on SET enable_hashjoin = on SET enable_mergejoin = on AS $$
BEGIN
  RETURN (SELECT count(*) FROM "user" WHERE tenant_id = tenant AND is_active AND deleted_at IS NULL);
END
$$;

-- Counts removals of one organisation, and answers which hold they belong to, or none. The counter is a log with a
-- running total, one row a statement: its sum over a window is two look-ups, however many rows that is, also within one
-- transaction that deletes 300,000 people one by one.
CREATE FUNCTION brake_count_removals(tenant uuid, removed int, actor text,
  OUT hold_id uuid, OUT opened boolean, OUT since timestamptz)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_nestloop = on AS $$
DECLARE
  rules record;
  last record;
  moment timestamptz;
  total bigint;
  active int;
  counted_at timestamptz;
  joined record;
BEGIN
  opened := false;
  PERFORM pg_advisory_xact_lock(hashtextextended('rollcall.brake:' || tenant, 0));
  SELECT brake_share, brake_count, brake_window_minutes, brake_delay_minutes INTO rules
  FROM organisation WHERE id = tenant;
  SELECT * INTO last FROM removal_count c WHERE c.tenant_id = tenant ORDER BY c.at DESC, c.running DESC LIMIT 1;
  -- A clock that was set back must not bring the log out of order.
  moment := greatest(clock_timestamp(), last.at);
  -- A decision settles what was counted until then.
  since := greatest(moment - make_interval(mins => rules.brake_window_minutes), (
    SELECT decided_at FROM hold
    WHERE hold.tenant_id = tenant AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT 1));
  total := removed + coalesce(last.running - (
    SELECT c.running - c.removed FROM removal_count c
    WHERE c.tenant_id = tenant AND c.at > since ORDER BY c.at, c.running LIMIT 1), 0);
  IF last.active_at > since THEN
    active := last.active_before;
    counted_at := last.active_at;
  END IF;
  -- Who was active before is counted once a window, and again before a hold is opened.
  IF total > rules.brake_count AND total > rules.brake_share * coalesce(active, 0) THEN
    SELECT h.id, h.last_at, h.caused_by INTO joined FROM hold h
    WHERE h.tenant_id = tenant AND h.state = 'waiting' AND h.last_at > since
    ORDER BY h.opened_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF joined.id IS NOT NULL THEN
      hold_id := joined.id;
      -- Not at every statement: each new version of the row would make the next one slower to find.
      IF joined.last_at < moment - interval '10 seconds' OR NOT joined.caused_by @> ARRAY[actor] THEN
        UPDATE hold SET last_at = moment,
          caused_by = CASE WHEN caused_by @> ARRAY[actor] THEN caused_by ELSE caused_by || actor END
        WHERE id = joined.id;
      END IF;
    ELSE
      active := brake_count_active(tenant) + total;
      counted_at := moment;
      IF total > rules.brake_share * active THEN
        INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes)
        VALUES (tenant, moment, moment, ARRAY[actor], active, rules.brake_delay_minutes) RETURNING id INTO hold_id;
        opened := true;
      END IF;
    END IF;
  END IF;
  INSERT INTO removal_count (tenant_id, at, running, removed, active_before, active_at)
  VALUES (tenant, moment, coalesce(last.running, 0) + removed, removed, active, counted_at);
  IF hold_id IS NOT NULL THEN
    PERFORM pg_notify('rollcall_hold', tenant::text);
  END IF;
END
$$;

-- A hold has just been opened: removals of its window that are still in the outbox join it, unless somebody has their
-- rows at this moment. Of a user whose events are partly on their way, nothing is held.
CREATE FUNCTION brake_hold_pending(hold uuid, tenant uuid, since timestamptz) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  ids uuid[];
  versions int[];
  causes text[];
BEGIN
  WITH pending AS MATERIALIZED (
    SELECT e.position, e.user_id, e.user_version
    FROM outbox o JOIN user_event e USING (position) JOIN "user" u ON u.id = e.user_id
    WHERE NOT o.held AND e.tenant_id = tenant AND e.occurred_at > since AND (NOT u.is_active OR u.deleted_at IS NOT NULL)
    FOR UPDATE OF o SKIP LOCKED
  ), removals AS (
    SELECT DISTINCT ON (p.user_id) p.user_id, p.user_version, e.actor_kind || ':' || e.actor_id AS actor
    FROM pending p JOIN user_event e USING (position)
    WHERE e.event_type IN ('user.deactivated', 'user.deleted', 'user.updated') AND NOT snapshot_is_active(e.payload::jsonb)
      AND snapshot_is_active(snapshot_before(e.payload::jsonb, e.changes::jsonb))
    ORDER BY p.user_id, p.user_version DESC
  ), newest AS MATERIALIZED (
    SELECT r.user_id, r.user_version, r.actor, count(*) AS events
    FROM removals r JOIN pending p ON p.user_id = r.user_id AND p.user_version >= r.user_version GROUP BY 1, 2, 3
  ), locked AS MATERIALIZED (
    SELECT u.id, u.version FROM "user" u
    WHERE u.id = ANY (ARRAY(SELECT user_id FROM newest)) AND (NOT u.is_active OR u.deleted_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM held_user h WHERE h.id = u.id)
    FOR UPDATE SKIP LOCKED
  )
  SELECT array_agg(n.user_id), array_agg(n.user_version), array_agg(DISTINCT n.actor) INTO ids, versions, causes
  FROM newest n JOIN locked l ON l.id = n.user_id AND l.version - n.user_version + 1 = n.events;
  IF ids IS NULL THEN
    RETURN;
  END IF;

  -- As the event before says or, where that has been purged, the removal reversed.
  INSERT INTO held_user (id, tenant_id, email, name, first_name, last_name, role, phone_number, is_active,
    must_change_password, email_verified, avatar, matricule, ministere, sexe, created_at, updated_at, deleted_at, version,
    search_text, hold_id)
  SELECT u.id, u.tenant_id, b.email, btrim(b."firstName" || ' ' || b."lastName"), b."firstName", b."lastName", b.role,
    b."phoneNumber", b."isActive", b."mustChangePassword", u.email_verified, b.avatar, b.matricule, b.ministere, b.sexe,
    u.created_at, b."updatedAt", b."deletedAt", given.version - 1,
    lower(unaccent(concat_ws(' ', b."firstName", b."lastName", b.email, b.matricule, b."phoneNumber"))), hold
  FROM unnest(ids, versions) AS given (id, version)
  JOIN "user" u ON u.id = given.id
  JOIN user_event removal ON removal.user_id = given.id AND removal.user_version = given.version
  LEFT JOIN user_event former ON former.user_id = given.id AND former.user_version = given.version - 1
  CROSS JOIN LATERAL jsonb_to_record(
    coalesce(former.payload::jsonb, snapshot_before(removal.payload::jsonb, removal.changes::jsonb))
  ) AS b (email text, "firstName" text, "lastName" text, role text, "phoneNumber" text, "isActive" boolean,
    "mustChangePassword" boolean, avatar text, matricule text, ministere text, sexe text, "updatedAt" timestamptz,
    "deletedAt" timestamptz);

  UPDATE hold h SET caused_by = ARRAY(SELECT DISTINCT cause FROM unnest(h.caused_by || causes) AS cause)
  WHERE h.id = hold;
  SELECT array_agg(e.user_id), array_agg(e.user_version) INTO ids, versions
  FROM unnest(ids, versions) AS given (id, version)
  JOIN user_event e ON e.user_id = given.id AND e.user_version >= given.version;
  PERFORM brake_hold_events(hold, ids, versions);
END
$$;

-- AFTER each statement, and after its events have been written: its name sorts behind user_log_update.
CREATE FUNCTION user_watch_removals() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  part record;
  counted record;
  actor text;
BEGIN
  -- Most writes neither make anyone inactive nor touch who is.
  IF NOT EXISTS (SELECT FROM new_rows WHERE NOT is_active OR deleted_at IS NOT NULL)
    AND NOT EXISTS (SELECT FROM old_rows WHERE NOT is_active OR deleted_at IS NOT NULL) THEN
    RETURN NULL;
  END IF;
  FOR part IN
    SELECT n.tenant_id, array_agg(n.id) FILTER (WHERE o.active AND NOT n.active) AS gone,
      array_agg(n.version) FILTER (WHERE o.active AND NOT n.active) AS gone_versions,
      array_agg(n.id) FILTER (WHERE NOT o.active AND NOT n.active) AS still,
      array_agg(n.version) FILTER (WHERE NOT o.active AND NOT n.active) AS still_versions,
      array_agg(n.id) FILTER (WHERE NOT o.active AND n.active) AS back
    FROM (SELECT id, tenant_id, version, is_active AND deleted_at IS NULL AS active FROM new_rows) n
    JOIN (SELECT id, version, is_active AND deleted_at IS NULL AS active FROM old_rows) o
      ON o.id = n.id AND o.version < n.version
    GROUP BY n.tenant_id ORDER BY n.tenant_id
  LOOP
    IF part.back IS NOT NULL THEN
      PERFORM brake_let_go(part.back);
    END IF;
    IF part.still IS NOT NULL THEN
      PERFORM brake_follow(part.still, part.still_versions);
    END IF;
    CONTINUE WHEN part.gone IS NULL;
    SELECT context.actor_kind || ':' || context.actor_id INTO actor FROM user_write_context(1) AS context;
    SELECT * INTO counted FROM brake_count_removals(part.tenant_id, cardinality(part.gone), actor);
    CONTINUE WHEN counted.hold_id IS NULL;
    INSERT INTO held_user (id, tenant_id, email, name, first_name, last_name, role, phone_number, is_active,
      must_change_password, email_verified, avatar, matricule, ministere, sexe, created_at, updated_at, deleted_at, version,
      search_text, hold_id)
    SELECT o.id, o.tenant_id, o.email, o.name, o.first_name, o.last_name, o.role, o.phone_number, o.is_active,
      o.must_change_password, o.email_verified, o.avatar, o.matricule, o.ministere, o.sexe, o.created_at, o.updated_at,
      o.deleted_at, o.version, o.search_text, counted.hold_id
    FROM old_rows o JOIN unnest(part.gone) AS given (id) ON given.id = o.id
    ON CONFLICT (id) DO NOTHING;
    PERFORM brake_hold_events(counted.hold_id, part.gone, part.gone_versions);
    IF counted.opened THEN
      PERFORM brake_hold_pending(counted.hold_id, part.tenant_id, counted.since);
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
CREATE TRIGGER user_watch_removals AFTER UPDATE ON "user" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION user_watch_removals();
