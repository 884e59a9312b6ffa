-- Keeps the digests of a user's events from being guessed. Erasure replaces it, and nobody can ever guess them again.
ALTER TABLE "user" ADD COLUMN "seal_salt" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateTable
CREATE TABLE "seal_block" (
    "id" BIGINT NOT NULL,
    "log" TEXT NOT NULL,
    "positions" int8multirange NOT NULL,
    "rows" INTEGER NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "leaves_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "leaves" BYTEA,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "seal_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seal_progress" (
    "log" TEXT NOT NULL,
    "top" BIGINT NOT NULL,

    CONSTRAINT "seal_progress_pkey" PRIMARY KEY ("log")
);

-- CreateTable
CREATE TABLE "seal_gap" (
    "id" BIGSERIAL NOT NULL,
    "log" TEXT NOT NULL,
    "positions" int8multirange NOT NULL,
    "waits_for" TEXT[],

    CONSTRAINT "seal_gap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erased_digest" (
    "position" BIGSERIAL NOT NULL,
    "log" TEXT NOT NULL,
    "log_position" BIGINT NOT NULL,
    "digest" BYTEA NOT NULL,
    "blank" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "erased_digest_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "purged_row" (
    "position" BIGSERIAL NOT NULL,
    "log" TEXT NOT NULL,
    "block" BIGINT NOT NULL,
    "positions" int8multirange NOT NULL,
    "purged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "purged_row_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "erasure" (
    "user_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "waits_for" TEXT[],

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "erased_digest_row_key" ON "erased_digest"("log", "log_position");

-- CreateIndex
CREATE INDEX "purged_row_block_idx" ON "purged_row"("block");

-- CreateIndex
CREATE INDEX "user_event_tenant_at_idx" ON "user_event"("tenant_id", "occurred_at", "position");

CREATE INDEX "seal_block_unpurged_idx" ON "seal_block" ("log", "id") WHERE "leaves" IS NOT NULL;
CREATE INDEX "erasure_waiting_idx" ON "erasure" ("user_id") WHERE "waits_for" <> '{}';
ALTER TABLE "seal_block" ADD CONSTRAINT "seal_block_log_check"
  CHECK ("log" IN ('audit', 'events', 'erasures', 'purges'));

-- Both logs are append-only for everyone. The functions below, and nothing else, say that they purge or erase.
CREATE OR REPLACE FUNCTION user_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'DELETE' AND current_setting('rollcall.purge', true) = 'on')
    OR (TG_OP = 'UPDATE' AND current_setting('rollcall.erase', true) = 'on') THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the event log is append-only' USING HINT = 'Old events are purged by age: EVENT_LOG_RETENTION_DAYS.';
END
$$;
CREATE OR REPLACE FUNCTION audit_entry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'DELETE' AND current_setting('rollcall.purge', true) = 'on')
    OR (TG_OP = 'UPDATE' AND current_setting('rollcall.erase', true) = 'on') THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only' USING HINT = 'Old entries are purged by age: AUDIT_RETENTION_DAYS.';
END
$$;
CREATE FUNCTION seal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'seal_block' AND current_setting('rollcall.purge', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'seals are append-only';
END
$$;
CREATE TRIGGER seal_block_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "seal_block"
  FOR EACH STATEMENT EXECUTE FUNCTION seal_refuse_change();
CREATE TRIGGER erased_digest_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "erased_digest"
  FOR EACH STATEMENT EXECUTE FUNCTION seal_refuse_change();
CREATE TRIGGER purged_row_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "purged_row"
  FOR EACH STATEMENT EXECUTE FUNCTION seal_refuse_change();

-- Removes the rows of one block, all of which are older than `before`, and notes which: the seals go on to tell a purge
-- from a theft. Of the event log everyone's newest event stays, and what is still in the outbox. Answers how many
-- went; -1 where the block is too young.
CREATE FUNCTION purge_sealed(wanted bigint, before timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  block record;
  gone int8multirange;
  left_over int8multirange;
BEGIN
  IF before > clock_timestamp() - interval '1 day' THEN
    RAISE EXCEPTION 'nothing younger than a day is purged';
  END IF;
  -- Not by a SET of the function's own: an owner who is no superuser couldn't create that.
  PERFORM set_config('rollcall.purge', 'on', true);
  SELECT log, positions, rows INTO block FROM seal_block WHERE id = wanted FOR UPDATE;
  IF block.log = 'events' THEN
    IF EXISTS (SELECT FROM unnest(block.positions) AS part JOIN user_event e
      ON e.position >= lower(part) AND e.position < upper(part) WHERE e.occurred_at >= before) THEN
      PERFORM set_config('rollcall.purge', '', true);
      RETURN -1;
    END IF;
    WITH removed AS (
      DELETE FROM user_event e USING unnest(block.positions) AS part
      WHERE e.position >= lower(part) AND e.position < upper(part)
        AND EXISTS (SELECT FROM user_event n WHERE n.user_id = e.user_id AND n.user_version > e.user_version)
        AND NOT EXISTS (SELECT FROM outbox o WHERE o.position = e.position)
      RETURNING e.position
    )
    SELECT range_agg(int8range(position, position, '[]')) INTO gone FROM removed;
  ELSIF block.log = 'audit' THEN
    IF EXISTS (SELECT FROM unnest(block.positions) AS part JOIN audit_entry a
      ON a.position >= lower(part) AND a.position < upper(part) WHERE a.at >= before) THEN
      PERFORM set_config('rollcall.purge', '', true);
      RETURN -1;
    END IF;
    WITH removed AS (
      DELETE FROM audit_entry a USING unnest(block.positions) AS part
      WHERE a.position >= lower(part) AND a.position < upper(part)
      RETURNING a.position
    )
    SELECT range_agg(int8range(position, position, '[]')) INTO gone FROM removed;
  END IF;
  IF gone IS NULL THEN
    PERFORM set_config('rollcall.purge', '', true);
    RETURN 0;
  END IF;
  INSERT INTO purged_row (log, block, positions) VALUES (block.log, wanted, gone);
  left_over := block.positions - (SELECT range_agg(p.positions) FROM purged_row p WHERE p.block = wanted);
  UPDATE seal_block SET purged_at = coalesce(purged_at, clock_timestamp()),
    leaves = CASE WHEN isempty(left_over) THEN NULL ELSE leaves END WHERE id = wanted;
  PERFORM set_config('rollcall.purge', '', true);
  RETURN (SELECT sum(upper(part) - lower(part)) FROM unnest(gone) AS part);
END
$$;

-- A snapshot or the changes of an event, without what is personal in them.
CREATE FUNCTION blank_snapshot(payload jsonb, subject uuid) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT payload || jsonb_build_object('email', 'erased-' || subject || '@erased.invalid', 'firstName', 'Erased',
    'lastName', '—', 'phoneNumber', null, 'avatar', null, 'matricule', null, 'ministere', null, 'sexe', null)
$$;
CREATE FUNCTION blank_changes(changes jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, CASE WHEN key IN
    ('email', 'firstName', 'lastName', 'phoneNumber', 'avatar', 'matricule', 'ministere', 'sexe')
    THEN '{"from": null, "to": null}' ELSE value END), '{}') FROM jsonb_each(changes)
$$;

-- Blanks a deleted user of an organisation, for good: the directory's row (an ordinary new version, which travels as any
-- other), what signing in needs, and everything personal in both logs. Digests of what was there stay, so that the seals
-- hold; the salts that made them go. Answers whether there was anything to do.
CREATE FUNCTION erase_user(subject uuid, tenant uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person record;
  dependent record;
BEGIN
  SELECT email, deleted_at, seal_salt INTO person FROM "user" WHERE id = subject AND tenant_id = tenant FOR UPDATE;
  IF person.deleted_at IS NULL OR EXISTS (SELECT FROM held_user WHERE id = subject) THEN
    RAISE EXCEPTION 'only a deleted user, whose deletion no hold keeps back, is erased';
  END IF;
  IF EXISTS (SELECT FROM erasure WHERE user_id = subject) THEN
    RETURN false;
  END IF;
  PERFORM set_config('rollcall.erase', 'on', true);
  UPDATE "user" SET email = 'erased-' || subject || '@erased.invalid', first_name = 'Erased', last_name = '—',
    phone_number = NULL, avatar = NULL, matricule = NULL, ministere = NULL, sexe = NULL WHERE id = subject;
  -- Whatever would go with the user: sessions, credentials, second factors.
  FOR dependent IN
    SELECT c.conrelid::regclass AS name, a.attname AS key FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'public.user'::regclass AND c.confdeltype = 'c'
  LOOP
    EXECUTE format('DELETE FROM %s WHERE %I = $1', dependent.name, dependent.key) USING subject;
  END LOOP;
  DELETE FROM verification WHERE strpos(value, subject::text) > 0 OR strpos(lower(identifier), person.email) > 0;
  UPDATE replay_run SET started_by_name = 'Erased —' WHERE started_by = subject::text;
  UPDATE queue_pause SET paused_by_name = 'Erased —' WHERE paused_by = subject::text;

  -- The version just written too: its changes name what was there before.
  WITH blanked AS (
    SELECT position, changes::text || payload::text AS words,
      blank_changes(changes::jsonb)::json AS changes, blank_snapshot(payload::jsonb, subject)::json AS payload
    FROM user_event WHERE user_id = subject
  ), kept AS (
    INSERT INTO erased_digest (log, log_position, digest, blank)
    SELECT 'events', position, sha256(uuid_send(person.seal_salt) || convert_to(words, 'UTF8')),
      sha256(convert_to(changes::text || payload::text, 'UTF8')) FROM blanked ORDER BY position
  )
  UPDATE user_event e SET changes = b.changes, payload = b.payload FROM blanked b WHERE e.position = b.position;
  WITH blanked AS (
    SELECT position, sha256(uuid_send(salt) || convert_to(personal::text, 'UTF8')) AS digest FROM audit_entry
    WHERE personal IS NOT NULL AND (tenant_id = tenant OR tenant_id IS NULL) AND (
      (actor_kind = 'user' AND actor_id = subject::text) OR (target_kind = 'user' AND target_id = subject::text)
      OR strpos(lower(personal::text), person.email) > 0)
  ), kept AS (
    INSERT INTO erased_digest (log, log_position, digest, blank)
    SELECT 'audit', position, digest, sha256('') FROM blanked ORDER BY position
  )
  UPDATE audit_entry a SET personal = NULL, salt = NULL FROM blanked b WHERE a.position = b.position;
  UPDATE "user" SET seal_salt = gen_random_uuid() WHERE id = subject;
  INSERT INTO erasure (user_id, tenant_id, waits_for) VALUES (subject, tenant, '{clinical,chat}');
  PERFORM set_config('rollcall.erase', '', true);
  RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION purge_sealed, erase_user FROM PUBLIC;
