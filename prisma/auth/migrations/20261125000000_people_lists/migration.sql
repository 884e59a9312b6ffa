-- Lists of people that stay fast at 300,000, and what is done to many of them at once.
-- What follows locks "user" against writes for about two seconds for every 100,000 people, and reads go on.

-- BEFORE each row, as before; a telephone number in any other form than +263771234567 is found by its digits alone too.
CREATE OR REPLACE FUNCTION user_before_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.email := lower(btrim(NEW.email));
  NEW.name := btrim(NEW.first_name || ' ' || NEW.last_name);
  NEW.search_text := search_form(
    concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.matricule, NEW.phone_number,
      CASE WHEN NEW.phone_number !~ '^[+][0-9]*$' THEN regexp_replace(NEW.phone_number, '[^0-9]', '', 'g') END));
  IF TG_OP = 'INSERT' THEN
    NEW.version := 1;
    NEW.updated_at := NEW.created_at;
    RETURN NEW;
  END IF;
  IF NEW.id <> OLD.id OR NEW.tenant_id <> OLD.tenant_id THEN
    RAISE EXCEPTION 'a user keeps its id and its organisation' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.created_at := OLD.created_at;
  IF ROW(NEW.email, NEW.first_name, NEW.last_name, NEW.role, NEW.phone_number, NEW.is_active, NEW.must_change_password, NEW.avatar, NEW.matricule, NEW.ministere, NEW.sexe, NEW.deleted_at)
     IS DISTINCT FROM
     ROW(OLD.email, OLD.first_name, OLD.last_name, OLD.role, OLD.phone_number, OLD.is_active, OLD.must_change_password, OLD.avatar, OLD.matricule, OLD.ministere, OLD.sexe, OLD.deleted_at) THEN
    NEW.version := OLD.version + 1;
    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at);
  ELSE
    NEW.version := OLD.version;
    NEW.updated_at := OLD.updated_at;
  END IF;
  RETURN NEW;
END
$$;

-- Those few are brought up to date. No published field changes, so that no version rises and no event is written.
UPDATE "user" SET search_text = search_text WHERE phone_number !~ '^[+][0-9]*$';

-- How common the words of a search are is told by a sample: one row in 400 rather than one in 100.
ALTER TABLE "user" ALTER COLUMN search_text SET STATISTICS 400;

-- The order of names, with all that a list is narrowed by: a name that many have is walked to without the table.
DROP INDEX "user_tenant_name_idx";
CREATE INDEX "user_tenant_name_idx" ON "user" ("tenant_id", "last_name", "first_name", "id")
  INCLUDE ("search_text", "role", "is_active", "deleted_at", "ministere");
CREATE INDEX "user_tenant_created_idx" ON "user" ("tenant_id", "created_at", "id");
-- Few values, of which each is kept once: small, and cheap to write.
CREATE INDEX "user_tenant_unit_idx" ON "user" ("tenant_id", "ministere");
CREATE INDEX "user_tenant_gone_idx" ON "user" ("tenant_id") WHERE NOT "is_active" OR "deleted_at" IS NOT NULL;

-- How many people there are of each kind, as a log of differences whose sum is exact in every snapshot: a writer adds
-- rows and waits for nobody. The rows of a kind are folded into one now and then.
CREATE TABLE "people_count" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "ministere" TEXT,
    "state" TEXT NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "people_count_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "people_count_tenant_id_idx" ON "people_count" ("tenant_id");

CREATE FUNCTION people_state(is_active boolean, deleted_at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN deleted_at IS NOT NULL THEN 'deleted' WHEN is_active THEN 'active' ELSE 'inactive' END
$$;
-- Folds the rows of each kind into one, of one organisation or of all: in one statement, so that every snapshot has the
-- same sums, and a kind of which nobody is left leaves nothing.
CREATE FUNCTION people_count_fold(tenant uuid) RETURNS void LANGUAGE sql AS $$
  WITH many AS (
    SELECT tenant_id, role, ministere, state FROM people_count WHERE tenant IS NULL OR tenant_id = tenant
    GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
  ), folded AS (
    DELETE FROM people_count AS c USING many AS m
    WHERE c.tenant_id = m.tenant_id AND c.role = m.role AND c.ministere IS NOT DISTINCT FROM m.ministere
      AND c.state = m.state
    RETURNING c.tenant_id, c.role, c.ministere, c.state, c.people
  )
  INSERT INTO people_count (tenant_id, role, ministere, state, people)
  SELECT tenant_id, role, ministere, state, sum(people) FROM folded GROUP BY 1, 2, 3, 4 HAVING sum(people) <> 0
$$;
CREATE FUNCTION user_count_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO people_count (tenant_id, role, ministere, state, people)
  SELECT tenant_id, role, ministere, people_state(is_active, deleted_at), count(*) FROM new_rows GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END
$$;
CREATE FUNCTION user_count_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO people_count (tenant_id, role, ministere, state, people)
  SELECT tenant_id, role, ministere, state, sum(people) FROM (
    SELECT tenant_id, role, ministere, people_state(is_active, deleted_at) AS state, 1 AS people FROM new_rows
    UNION ALL
    SELECT tenant_id, role, ministere, people_state(is_active, deleted_at), -1 FROM old_rows
  ) AS changed
  GROUP BY 1, 2, 3, 4 HAVING sum(people) <> 0;
  -- Of whoever is erased, no unit is left that only they were in.
  IF current_setting('rollcall.erase', true) = 'on' THEN
    PERFORM people_count_fold((SELECT tenant_id FROM new_rows LIMIT 1));
  END IF;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION user_count_insert(), user_count_update(), people_count_fold(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_count_fold(uuid) TO rollcall_system;
CREATE TRIGGER user_count_insert AFTER INSERT ON "user" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION user_count_insert();
CREATE TRIGGER user_count_update AFTER UPDATE ON "user" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION user_count_update();
INSERT INTO people_count (tenant_id, role, ministere, state, people)
SELECT tenant_id, role, ministere, people_state(is_active, deleted_at), count(*) FROM "user" GROUP BY 1, 2, 3, 4;

-- What a search looks for: of each term the patterns of which one has to fit. One or two letters are looked for where
-- words begin: the index knows no shorter part of a word than three.
CREATE FUNCTION search_patterns(terms jsonb) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_agg((
    SELECT jsonb_agg(DISTINCT pattern)
    FROM jsonb_array_elements_text(term) AS word, search_form(word) AS plain,
      unnest(CASE WHEN plain ~ '^[[:alnum:]]{1,2}$' THEN ARRAY[plain || '%', '% ' || plain || '%']
        ELSE ARRAY[like_part(plain)] END) AS pattern
  ) ORDER BY place), '[]') FROM jsonb_array_elements(terms) WITH ORDINALITY AS listed (term, place)
$$;
CREATE FUNCTION search_condition(patterns jsonb) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg('(' || (
    SELECT string_agg(format('search_text LIKE %L', pattern), ' OR ') FROM jsonb_array_elements_text(term) AS pattern
  ) || ')', ' AND '), 'true') FROM jsonb_array_elements(patterns) AS term
$$;
-- As before: with its owner's rights, and for the organisation in scope alone.
DROP FUNCTION users_found(text[]);
CREATE FUNCTION users_found(patterns jsonb) RETURNS TABLE (id uuid, tenant_id uuid, email text, first_name text,
  last_name text, role text, matricule text, ministere text, is_active boolean, created_at timestamptz,
  updated_at timestamptz, deleted_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT id, tenant_id, email, first_name, last_name, role, matricule, ministere, is_active, created_at, updated_at,
       deleted_at FROM "user" WHERE tenant_id = %L AND %s', tenant_in_scope(), search_condition(patterns));
END
$$;
-- About how many that would be, as the planner sees it. EXPLAIN isn't allowed in a stable function.
CREATE FUNCTION users_found_about(patterns jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM "user" WHERE tenant_id = %L AND %s',
    tenant_in_scope(), search_condition(patterns)) INTO plan;
  RETURN (plan->0->'Plan'->>'Plan Rows')::bigint;
END
$$;
REVOKE EXECUTE ON FUNCTION users_found(jsonb), users_found_about(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION users_found(jsonb), users_found_about(jsonb) TO rollcall_tenant;

-- Something done to many people at once, and what became of each of them.
CREATE TABLE "bulk_run" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "tenant_id" UUID NOT NULL,
    "deed" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "last_place" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "removals" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "ended_at" TIMESTAMPTZ(3),
    "started_by" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "traceparent" TEXT,
    "reason" TEXT,
    "undo_of" UUID,
    "error" TEXT,

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bulk_run_tenant_idx" ON "bulk_run" ("tenant_id", "started_at", "id");
CREATE INDEX "bulk_run_running_idx" ON "bulk_run" ("id") WHERE "state" = 'running';
CREATE INDEX "bulk_run_undo_of_idx" ON "bulk_run" ("undo_of");
CREATE UNIQUE INDEX "bulk_run_undoing_key" ON "bulk_run" ("undo_of") WHERE "state" = 'running';
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_state_check" CHECK ("state" IN ('running', 'done', 'stopped', 'failed'));

CREATE TABLE "bulk_run_row" (
    "run_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "outcome" TEXT,
    "version" INTEGER,
    "why" TEXT,

    CONSTRAINT "bulk_run_row_pkey" PRIMARY KEY ("run_id", "place"),
    CONSTRAINT "bulk_run_row_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "bulk_run"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "bulk_run_row" ADD CONSTRAINT "bulk_run_row_outcome_check" CHECK ("outcome" IN ('changed', 'left', 'failed', 'undone'));

DO $do$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['people_count', 'bulk_run', 'bulk_run_row'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('CREATE POLICY everyone ON %I TO rollcall_system USING (true)', owned);
    EXECUTE format('CREATE POLICY own_organisation ON %I TO rollcall_tenant
      USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()))', owned);
  END LOOP;
END
$do$;
GRANT SELECT ON "people_count" TO rollcall_tenant;
GRANT SELECT, INSERT, UPDATE ON "bulk_run" TO rollcall_tenant;
GRANT SELECT, INSERT ON "bulk_run_row" TO rollcall_tenant;

-- What a person may take back one by one. Events of a run carry its id behind `bulk:`.
CREATE INDEX "user_event_undoable_idx" ON "user_event" ("tenant_id", "position")
  WHERE "event_type" IN ('user.deactivated', 'user.deleted', 'user.role.changed') AND "actor_kind" = 'user'
    AND "correlation_id" NOT LIKE 'bulk:%';

-- As before. A writer that removes many in batches says how many are still to come (rollcall.removals_ahead), so that the
-- first batch is held where all of them together would be.
CREATE OR REPLACE FUNCTION brake_count_removals(tenant uuid, removed int, actor text,
  OUT hold_id uuid, OUT opened boolean, OUT since timestamptz)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_nestloop = on AS $$
DECLARE
  rules record;
  last record;
  moment timestamptz;
  total bigint;
  announced bigint := greatest(coalesce(nullif(current_setting('rollcall.removals_ahead', true), '')::bigint, 0), 0);
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
  IF total + announced > rules.brake_count AND total + announced > rules.brake_share * coalesce(active, 0) THEN
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
      IF total + announced > rules.brake_share * active THEN
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
