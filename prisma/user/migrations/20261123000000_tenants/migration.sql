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

GRANT SELECT, INSERT, UPDATE ON "appointment" TO rollcall_tenant;
-- A booking locks the clinician's row, which takes the right to change a column. That nothing is changed is the policy's.
GRANT SELECT, UPDATE ("synced_at") ON "directory_user" TO rollcall_tenant;
CREATE POLICY only_lock ON "directory_user" AS RESTRICTIVE FOR UPDATE TO rollcall_tenant USING (true) WITH CHECK (false);

-- A search by parts of words can't go by its index below a policy: LIKE is no operator that PostgreSQL trusts with rows
-- that the caller may not see. So the search stands in a function with its owner's rights, which keeps to the
-- organisation in scope itself, and is written out so that each word is planned for what it is.
CREATE FUNCTION like_part(plain text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '%' || regexp_replace(plain, '([\\%_])', '\\\1', 'g') || '%'
$$;
CREATE FUNCTION clinicians_found(words text[], most int DEFAULT NULL) RETURNS TABLE (id uuid, tenant_id uuid,
  first_name text, last_name text, role text, phone_number text, is_active boolean, avatar text, ministere text,
  deleted_at timestamptz, user_version int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- To the letter the predicate of directory_user_clinician_search_idx, or the index is not used.
  RETURN QUERY EXECUTE format(
    'SELECT id, tenant_id, first_name, last_name, role, phone_number, is_active, avatar, ministere, deleted_at, user_version
     FROM directory_user WHERE tenant_id = $1
       AND is_active AND deleted_at IS NULL AND role IN (''doctor'', ''nurse'', ''pharmacist'', ''consultant'') AND %s LIMIT $2',
    (SELECT string_agg(format('plain_text(first_name || '' '' || last_name) LIKE %L', like_part(plain_text(word))), ' AND ')
     FROM unnest(words) AS word))
  USING tenant_in_scope(), most;
END
$$;
REVOKE EXECUTE ON FUNCTION clinicians_found FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clinicians_found TO rollcall_tenant;

-- A subscriber's book. Counters, deliveries and runs are everybody's, and are read by the service itself.
GRANT SELECT ON "reconcile_difference" TO rollcall_tenant;
GRANT SELECT, UPDATE ON "parked_event" TO rollcall_tenant;
-- An event whose organisation can't be read is shown to all, without whatever says something of a person.
DROP POLICY own_organisation ON "parked_event";
CREATE POLICY own_organisation ON "parked_event" TO rollcall_tenant
  USING (tenant_id = (SELECT tenant_in_scope()) OR tenant_id IS NULL)
  WITH CHECK (tenant_id = (SELECT tenant_in_scope()) OR tenant_id IS NULL);

CREATE FUNCTION parked_found(words text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT id FROM parked_event WHERE (tenant_id = $1 OR tenant_id IS NULL) AND state IN (''retrying'', ''parked'') AND %s',
    (SELECT string_agg(format('(plain_text(coalesce(full_name, '''') || '' '' || error) LIKE %L OR event_id = %L)',
       like_part(plain_text(word)), word), ' AND ') FROM unnest(words) AS word))
  USING tenant_in_scope();
END
$$;
REVOKE EXECUTE ON FUNCTION parked_found FROM PUBLIC;
GRANT EXECUTE ON FUNCTION parked_found TO rollcall_tenant;
