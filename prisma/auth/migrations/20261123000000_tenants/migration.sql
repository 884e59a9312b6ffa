-- Who may see what, a second time: every table with people's rows is bound to one organisation by PostgreSQL itself,
-- under two roles that own nothing. They belong to the server and are shared by the three databases, whose migrations
-- may run at the same moment.
DO $do$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['rollcall_tenant', 'rollcall_system'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
    -- A superuser may take every role as it is. internal_error: another migration has just granted the same.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      BEGIN
        EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
      EXCEPTION WHEN unique_violation OR internal_error THEN
        NULL;
      END;
    END IF;
  END LOOP;
END
$do$;

GRANT USAGE ON SCHEMA public TO rollcall_tenant, rollcall_system;

-- The organisation of the request, as its connection was told; null, and so no row at all, where it wasn't.
CREATE FUNCTION tenant_in_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('rollcall.tenant', true), '')::uuid
$$;

-- The road, sign-in and reconcile work for everybody, also on tables that come later.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rollcall_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rollcall_system;
REVOKE ALL ON "_prisma_migrations" FROM rollcall_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rollcall_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO rollcall_system;

-- The sub-select is evaluated once a statement, not once a row.
DO $do$
DECLARE
  owned text;
BEGIN
  FOR owned IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'tenant_id'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('CREATE POLICY everyone ON %I TO rollcall_system USING (true)', owned);
    EXECUTE format('CREATE POLICY own_organisation ON %I TO rollcall_tenant
      USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()))', owned);
  END LOOP;
END
$do$;

-- The trail is appended to; events are written by the triggers alone.
REVOKE UPDATE, DELETE ON "audit_entry" FROM rollcall_system;
REVOKE INSERT, UPDATE, DELETE ON "user_event", "erased_digest", "purged_row" FROM rollcall_system;
REVOKE UPDATE, DELETE ON "seal_block" FROM rollcall_system;
GRANT SELECT ON "erasure" TO rollcall_tenant;
GRANT SELECT, INSERT ON "audit_entry" TO rollcall_tenant;
GRANT USAGE ON SEQUENCE "audit_entry_position_seq" TO rollcall_tenant;
GRANT SELECT ON "user_event" TO rollcall_tenant;

-- People. Whoever is removed stays as a tombstone, so nobody deletes.
GRANT SELECT, INSERT, UPDATE ON "user" TO rollcall_tenant;
GRANT SELECT ON "held_user" TO rollcall_tenant;
GRANT SELECT, UPDATE ON "hold" TO rollcall_tenant;
GRANT SELECT, INSERT, UPDATE ON "replay_run" TO rollcall_tenant;

-- The organisation itself. What makes it the platform's own, where that exists already, is not its to change.
ALTER TABLE "organisation" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "organisation" TO rollcall_system USING (true);
CREATE POLICY own_organisation ON "organisation" TO rollcall_tenant
  USING (id = (SELECT tenant_in_scope())) WITH CHECK (id = (SELECT tenant_in_scope()));
GRANT SELECT ON "organisation" TO rollcall_tenant;
DO $do$
BEGIN
  EXECUTE (SELECT format('GRANT UPDATE (%s) ON organisation TO rollcall_tenant', string_agg(quote_ident(column_name), ', '))
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'organisation'
      AND column_name NOT IN ('id', 'created_at', 'is_platform'));
END
$do$;

-- Rows without an organisation of their own are as visible as what they belong to.
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "outbox" TO rollcall_system USING (true);
CREATE POLICY own_events ON "outbox" FOR SELECT TO rollcall_tenant
  USING (EXISTS (SELECT FROM user_event e WHERE e.position = outbox.position));
ALTER TABLE "held_event" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "held_event" TO rollcall_system USING (true);
CREATE POLICY own_events ON "held_event" FOR SELECT TO rollcall_tenant
  USING (EXISTS (SELECT FROM user_event e WHERE e.position = held_event.position));
-- Moments and positions, and nobody's name.
ALTER TABLE "publication" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "publication" TO rollcall_system USING (true);
CREATE POLICY moments ON "publication" FOR SELECT TO rollcall_tenant USING (true);
GRANT SELECT ON "outbox", "held_event", "publication" TO rollcall_tenant;

-- Read with the rights of whoever asks, so that a policy counts here as well.
ALTER VIEW "published_user" SET (security_invoker = true);

-- The triggers write the log, the outbox, the brake's tables and the sessions with their owner's rights: a writer needs
-- none, and can't write there by itself. `session_user` still names whoever writes by SQL.
ALTER FUNCTION user_log_insert() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION user_log_update() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION user_watch_removals() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION user_before_delete() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION user_end_sessions() SECURITY DEFINER SET search_path = public, pg_temp;
-- Nobody else may hang them on a table of their own, or call what they call.
REVOKE EXECUTE ON FUNCTION user_log_insert(), user_log_update(), user_watch_removals(), user_before_delete(),
  user_end_sessions(), user_before_write(), brake_hold_events(uuid, uuid[], int[]), brake_follow(uuid[], int[]),
  brake_let_go(uuid[]), brake_count_active(uuid), brake_count_removals(uuid, int, text),
  brake_hold_pending(uuid, uuid, timestamptz) FROM PUBLIC;

-- The relay tidies the outbox while an import runs. Before PostgreSQL 17 only its owner could; autovacuum does it then.
DO $do$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE 'GRANT MAINTAIN ON outbox TO rollcall_system';
  END IF;
END
$do$;

-- Purge and erasure are the two ways in which anything leaves the logs.
GRANT EXECUTE ON FUNCTION purge_sealed(bigint, timestamptz), erase_user(uuid, uuid) TO rollcall_system;

-- A search by parts of words can't go by its index below a policy: LIKE is no operator that PostgreSQL trusts with rows
-- that the caller may not see. So the search stands in a function with its owner's rights, which keeps to the
-- organisation in scope itself, and is written out so that each word is planned for what it is.
CREATE FUNCTION like_part(plain text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '%' || regexp_replace(plain, '([\\%_])', '\\\1', 'g') || '%'
$$;
CREATE FUNCTION users_found(words text[]) RETURNS TABLE (id uuid, tenant_id uuid, email text, first_name text,
  last_name text, role text, matricule text, is_active boolean, created_at timestamptz, updated_at timestamptz, deleted_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT id, tenant_id, email, first_name, last_name, role, matricule, is_active, created_at, updated_at, deleted_at
     FROM "user" WHERE tenant_id = $1 AND %s',
    (SELECT string_agg(format('search_text LIKE %L', like_part(lower(unaccent(word)))), ' AND ') FROM unnest(words) AS word))
  USING tenant_in_scope();
END
$$;
REVOKE EXECUTE ON FUNCTION users_found FROM PUBLIC;
GRANT EXECUTE ON FUNCTION users_found TO rollcall_tenant;
