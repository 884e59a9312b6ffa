-- PostgreSQL 18 makes version 7 itself, at half the cost.
DO $do$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT uuidv7()';
  END IF;
END
$do$;

-- An event is written once and read as text: json passes the text through, where jsonb would take it apart and build it
-- again at either end.
ALTER TABLE "user_event"
  ALTER COLUMN "changes" TYPE JSON USING "changes"::json,
  ALTER COLUMN "payload" TYPE JSON USING "payload"::json;

-- An event is asked for by its id, which rises with time: each goes to the right end of the index, where it is cheap.
CREATE UNIQUE INDEX "user_event_event_id_key" ON "user_event" ("event_id");
-- The purge by age and a replay of a span of time look for a moment, which a few pages tell.
CREATE INDEX "user_event_occurred_at_idx" ON "user_event" USING brin ("occurred_at")
  WITH (pages_per_range = 32, autosummarize = on);

-- People of a role are found by the role and sorted, or met on the way through the names: both take milliseconds, and an
-- index by role and name would cost each write as much as the event itself.
DROP INDEX "user_tenant_role_idx";
CREATE INDEX "user_tenant_role_idx" ON "user" ("tenant_id", "role");

-- Rows of the outbox that name no event: the relay puts them here, so that they are seen and hold nobody up.
CREATE TABLE "malformed_outbox_row" (
    "position" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,

    CONSTRAINT "malformed_outbox_row_pkey" PRIMARY KEY ("position")
);

-- One row for each time the relay handed events to the bus: when was position p published?
CREATE TABLE "publication" (
    "id" BIGSERIAL NOT NULL,
    "positions" int8multirange NOT NULL,
    "lane" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "publication_positions_idx" ON "publication" USING gist ("positions");
CREATE INDEX "publication_published_at_idx" ON "publication" USING brin ("published_at") WITH (pages_per_range = 32, autosummarize = on);

-- The relay's way to the next events of a lane. What is held is in neither, however much that is.
DROP INDEX "outbox_lane_position_idx";
CREATE INDEX "outbox_interactive_idx" ON "outbox" ("position") WHERE "lane" = 'interactive' AND NOT "held";
CREATE INDEX "outbox_bulk_idx" ON "outbox" ("position") WHERE "lane" = 'bulk' AND NOT "held";

-- Every row is deleted within moments. Vacuumed after a fixed number of rows, whatever the table's size, and without
-- pauses, so that the pages are used again.
ALTER TABLE "outbox" SET (
  autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_threshold = 1000000, autovacuum_analyze_scale_factor = 0,
  autovacuum_vacuum_insert_threshold = -1);

-- The log is append-only for everyone. Whoever purges by age says so in the transaction.
CREATE OR REPLACE FUNCTION user_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('rollcall.purge', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the event log is append-only' USING HINT = 'Old events are purged by age: EVENT_LOG_RETENTION_DAYS.';
END
$$;
DROP TRIGGER user_event_refuse_change ON "user_event";
CREATE TRIGGER user_event_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "user_event"
  FOR EACH STATEMENT EXECUTE FUNCTION user_event_refuse_change();

-- BEFORE each row, as before; a text of ASCII alone is lowered without a look at the language's rules or at accents.
CREATE FUNCTION search_form(words text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(words) = length(words) THEN lower(words COLLATE "C") ELSE lower(unaccent(words)) END
$$;
CREATE OR REPLACE FUNCTION user_before_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.email := lower(btrim(NEW.email));
  NEW.name := btrim(NEW.first_name || ' ' || NEW.last_name);
  NEW.search_text := search_form(
    concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.matricule, NEW.phone_number));
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

-- AFTER each statement, as before. A malformed row that took a position before its event came gives way to it.
CREATE OR REPLACE FUNCTION user_log_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  context record := user_write_context((SELECT count(*) FROM new_rows));
BEGIN
  WITH logged AS (
    INSERT INTO user_event (event_id, event_type, schema_version, occurred_at, source, tenant_id, user_id, user_version,
      actor_id, actor_kind, correlation_id, traceparent, changes, payload)
    SELECT uuid_v7(), 'user.created', '1.0', n.updated_at, 'auth-service', n.tenant_id, n.id, n.version,
      context.actor_id, context.actor_kind, context.correlation_id, context.traceparent, '{}',
      (SELECT row_to_json(s) FROM (SELECT n.id AS "userId", n.email, n.first_name AS "firstName", n.last_name AS "lastName", n.role,
        n.phone_number AS "phoneNumber", n.is_active AS "isActive", n.must_change_password AS "mustChangePassword",
        n.avatar, n.matricule, n.ministere, n.sexe,
        iso_8601(n.created_at) AS "createdAt", iso_8601(n.updated_at) AS "updatedAt", iso_8601(n.deleted_at) AS "deletedAt") s)
    FROM new_rows n
    RETURNING position
  )
  INSERT INTO outbox (position, lane) SELECT position, context.lane FROM logged
  ON CONFLICT (position) DO UPDATE SET lane = EXCLUDED.lane, held = false, created_at = EXCLUDED.created_at;
  PERFORM pg_notify('rollcall_outbox', context.lane);
  RETURN NULL;
END
$$;

-- Transition tables have no statistics: without the setting a plan made for one row would join 100,000 rows by loops.
CREATE OR REPLACE FUNCTION user_log_update() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  context record := user_write_context((SELECT count(*) FROM new_rows));
BEGIN
  WITH logged AS (
    INSERT INTO user_event (event_id, event_type, schema_version, occurred_at, source, tenant_id, user_id, user_version,
      actor_id, actor_kind, correlation_id, traceparent, changes, payload)
    SELECT uuid_v7(),
      CASE
        WHEN o.deleted_at IS NULL AND n.deleted_at IS NOT NULL THEN 'user.deleted'
        WHEN o.deleted_at IS NOT NULL AND n.deleted_at IS NULL THEN 'user.restored'
        WHEN c.changes - 'role' = '{}' THEN 'user.role.changed'
        WHEN c.changes - 'isActive' = '{}' THEN CASE WHEN n.is_active THEN 'user.activated' ELSE 'user.deactivated' END
        ELSE 'user.updated' END,
      '1.0', n.updated_at, 'auth-service', n.tenant_id, n.id, n.version,
      context.actor_id, context.actor_kind, context.correlation_id, context.traceparent, c.changes::json,
      (SELECT row_to_json(s) FROM (SELECT n.id AS "userId", n.email, n.first_name AS "firstName", n.last_name AS "lastName", n.role,
        n.phone_number AS "phoneNumber", n.is_active AS "isActive", n.must_change_password AS "mustChangePassword",
        n.avatar, n.matricule, n.ministere, n.sexe,
        iso_8601(n.created_at) AS "createdAt", iso_8601(n.updated_at) AS "updatedAt", iso_8601(n.deleted_at) AS "deletedAt") s)
    FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.version < n.version
    CROSS JOIN LATERAL (SELECT
      CASE WHEN o.email IS DISTINCT FROM n.email THEN jsonb_build_object('email', jsonb_build_object('from', o.email, 'to', n.email)) ELSE '{}' END
      || CASE WHEN o.first_name IS DISTINCT FROM n.first_name THEN jsonb_build_object('firstName', jsonb_build_object('from', o.first_name, 'to', n.first_name)) ELSE '{}' END
      || CASE WHEN o.last_name IS DISTINCT FROM n.last_name THEN jsonb_build_object('lastName', jsonb_build_object('from', o.last_name, 'to', n.last_name)) ELSE '{}' END
      || CASE WHEN o.role IS DISTINCT FROM n.role THEN jsonb_build_object('role', jsonb_build_object('from', o.role, 'to', n.role)) ELSE '{}' END
      || CASE WHEN o.phone_number IS DISTINCT FROM n.phone_number THEN jsonb_build_object('phoneNumber', jsonb_build_object('from', o.phone_number, 'to', n.phone_number)) ELSE '{}' END
      || CASE WHEN o.is_active IS DISTINCT FROM n.is_active THEN jsonb_build_object('isActive', jsonb_build_object('from', o.is_active, 'to', n.is_active)) ELSE '{}' END
      || CASE WHEN o.must_change_password IS DISTINCT FROM n.must_change_password THEN jsonb_build_object('mustChangePassword', jsonb_build_object('from', o.must_change_password, 'to', n.must_change_password)) ELSE '{}' END
      || CASE WHEN o.avatar IS DISTINCT FROM n.avatar THEN jsonb_build_object('avatar', jsonb_build_object('from', o.avatar, 'to', n.avatar)) ELSE '{}' END
      || CASE WHEN o.matricule IS DISTINCT FROM n.matricule THEN jsonb_build_object('matricule', jsonb_build_object('from', o.matricule, 'to', n.matricule)) ELSE '{}' END
      || CASE WHEN o.ministere IS DISTINCT FROM n.ministere THEN jsonb_build_object('ministere', jsonb_build_object('from', o.ministere, 'to', n.ministere)) ELSE '{}' END
      || CASE WHEN o.sexe IS DISTINCT FROM n.sexe THEN jsonb_build_object('sexe', jsonb_build_object('from', o.sexe, 'to', n.sexe)) ELSE '{}' END
      || CASE WHEN o.deleted_at IS DISTINCT FROM n.deleted_at THEN jsonb_build_object('deletedAt', jsonb_build_object('from', iso_8601(o.deleted_at), 'to', iso_8601(n.deleted_at))) ELSE '{}' END
      AS changes OFFSET 0) c
    RETURNING position
  )
  INSERT INTO outbox (position, lane) SELECT position, context.lane FROM logged
  ON CONFLICT (position) DO UPDATE SET lane = EXCLUDED.lane, held = false, created_at = EXCLUDED.created_at;
  PERFORM pg_notify('rollcall_outbox', context.lane);
  RETURN NULL;
END
$$;
