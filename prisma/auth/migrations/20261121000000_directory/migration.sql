-- pg_trgm and unaccent serve the search. Both are trusted extensions: no superuser is needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits. PostgreSQL has its own from 18 on.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "tenant_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "phone_number" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "avatar" TEXT,
    "matricule" TEXT,
    "ministere" TEXT,
    "sexe" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" UUID NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jwks" (
    "id" UUID NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "alg" TEXT,
    "crv" TEXT,

    CONSTRAINT "jwks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_event" (
    "position" BIGSERIAL NOT NULL,
    "event_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "schema_version" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_version" INTEGER NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "traceparent" TEXT,
    "changes" JSONB NOT NULL,
    "payload" JSONB NOT NULL,

    CONSTRAINT "user_event_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "outbox" (
    "position" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("position")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "user_tenant_name_idx" ON "user"("tenant_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "user_tenant_changed_idx" ON "user"("tenant_id", "updated_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "user_event_user_version_key" ON "user_event"("user_id", "user_version");

-- CreateIndex
CREATE INDEX "outbox_lane_position_idx" ON "outbox"("lane", "position");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Which of 256 buckets a user falls in: the last byte of the id, which is random in every UUID version in use.
-- The projections use the same expression, so that digests compare bucket by bucket.
CREATE INDEX "user_bucket_idx" ON "user" (get_byte(uuid_send("id"), 15));
CREATE INDEX "user_search_idx" ON "user" USING gin ("search_text" gin_trgm_ops);
CREATE INDEX "user_tenant_role_idx" ON "user" ("tenant_id", "role", "last_name", "first_name", "id");
ALTER TABLE "user" ADD CONSTRAINT "user_role_check" CHECK ("role" IN
  ('admin', 'operator', 'receptionist', 'viewer', 'doctor', 'nurse', 'pharmacist', 'consultant', 'staff'));
ALTER TABLE "user" ADD CONSTRAINT "user_sexe_check" CHECK ("sexe" IN ('F', 'M', 'X'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_lane_check" CHECK ("lane" IN ('interactive', 'bulk'));

CREATE FUNCTION iso_8601(moment timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- BEFORE each row: the directory alone decides the version, the display name and the search text.
-- A write that changes no published field keeps its version and so leaves no event.
CREATE FUNCTION user_before_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.email := lower(btrim(NEW.email));
  NEW.name := btrim(NEW.first_name || ' ' || NEW.last_name);
  NEW.search_text := lower(unaccent(
    concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.matricule, NEW.phone_number)));
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

-- A user is never removed: services keep a tombstone, and so does the directory. DELETE becomes a soft delete.
CREATE FUNCTION user_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "user" SET deleted_at = clock_timestamp() WHERE id = OLD.id AND deleted_at IS NULL;
  RETURN NULL;
END
$$;

CREATE FUNCTION user_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the directory cannot be truncated: delete its users, so that every service learns of it';
END
$$;

-- Who writes, and in which lane. A writer says so with set_config('rollcall.actor', 'user:<id>', true);
-- otherwise the actor is the database role. More than 50 users in one statement travel in the bulk lane,
-- unless rollcall.lane says otherwise.
CREATE FUNCTION user_write_context(rows_written bigint,
  OUT actor_kind text, OUT actor_id text, OUT correlation_id text, OUT traceparent text, OUT lane text)
LANGUAGE plpgsql AS $$
DECLARE
  actor text := coalesce(nullif(current_setting('rollcall.actor', true), ''), 'sql:' || session_user);
BEGIN
  actor_kind := split_part(actor, ':', 1);
  actor_id := substring(actor FROM position(':' IN actor) + 1);
  correlation_id := coalesce(nullif(current_setting('rollcall.correlation_id', true), ''), uuid_v7()::text);
  traceparent := nullif(current_setting('rollcall.traceparent', true), '');
  lane := coalesce(nullif(current_setting('rollcall.lane', true), ''),
    CASE WHEN rows_written > 50 THEN 'bulk' ELSE 'interactive' END);
END
$$;

-- AFTER each statement: one event for each new version, named in the outbox, in the writer's own transaction.
CREATE FUNCTION user_log_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  context record := user_write_context((SELECT count(*) FROM new_rows));
BEGIN
  WITH logged AS (
    INSERT INTO user_event (event_id, event_type, schema_version, occurred_at, source, tenant_id, user_id, user_version,
      actor_id, actor_kind, correlation_id, traceparent, changes, payload)
    SELECT uuid_v7(),
      'user.created',
      '1.0', n.updated_at, 'auth-service', n.tenant_id, n.id, n.version,
      context.actor_id, context.actor_kind, context.correlation_id, context.traceparent, '{}',
      jsonb_build_object('userId', n.id,
        'email', n.email, 'firstName', n.first_name, 'lastName', n.last_name, 'role', n.role,
        'phoneNumber', n.phone_number, 'isActive', n.is_active, 'mustChangePassword', n.must_change_password,
        'avatar', n.avatar, 'matricule', n.matricule, 'ministere', n.ministere, 'sexe', n.sexe,
        'createdAt', iso_8601(n.created_at), 'updatedAt', iso_8601(n.updated_at), 'deletedAt', iso_8601(n.deleted_at))
    FROM new_rows n
    RETURNING position
  )
  INSERT INTO outbox (position, lane) SELECT position, context.lane FROM logged;
  PERFORM pg_notify('rollcall_outbox', context.lane);
  RETURN NULL;
END
$$;

-- Transition tables have no statistics: without the setting a plan made for one row would join 100,000 rows by loops.
CREATE FUNCTION user_log_update() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
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
      context.actor_id, context.actor_kind, context.correlation_id, context.traceparent, c.changes,
      jsonb_build_object('userId', n.id,
        'email', n.email, 'firstName', n.first_name, 'lastName', n.last_name, 'role', n.role,
        'phoneNumber', n.phone_number, 'isActive', n.is_active, 'mustChangePassword', n.must_change_password,
        'avatar', n.avatar, 'matricule', n.matricule, 'ministere', n.ministere, 'sexe', n.sexe,
        'createdAt', iso_8601(n.created_at), 'updatedAt', iso_8601(n.updated_at), 'deletedAt', iso_8601(n.deleted_at))
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
      AS changes) c
    RETURNING position
  )
  INSERT INTO outbox (position, lane) SELECT position, context.lane FROM logged;
  PERFORM pg_notify('rollcall_outbox', context.lane);
  RETURN NULL;
END
$$;

CREATE TRIGGER user_before_write BEFORE INSERT OR UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION user_before_write();
CREATE TRIGGER user_before_delete BEFORE DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION user_before_delete();
CREATE TRIGGER user_refuse_truncate BEFORE TRUNCATE ON "user" EXECUTE FUNCTION user_refuse_truncate();
CREATE TRIGGER user_log_insert AFTER INSERT ON "user" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION user_log_insert();
CREATE TRIGGER user_log_update AFTER UPDATE ON "user" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION user_log_update();

-- Whoever may no longer sign in loses the sessions in the same transaction, however the write came about.
CREATE FUNCTION user_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM session WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER user_end_sessions AFTER UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.is_active AND NOT NEW.is_active) OR (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL))
  EXECUTE FUNCTION user_end_sessions();

-- The log is append-only for everyone.
CREATE FUNCTION user_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the event log is append-only';
END
$$;
CREATE TRIGGER user_event_refuse_change BEFORE UPDATE ON "user_event" FOR EACH STATEMENT EXECUTE FUNCTION user_event_refuse_change();
