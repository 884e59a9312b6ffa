-- What the planner knows of "user" while and after many are written. Without it, the list sorts everyone for a page: it
-- believes that an organisation has few people, until autovacuum has looked, which may be minutes later.

-- Looks again once more than this share of the table has changed since the last look; a look takes a second or two at
-- 300,000 people and locks nobody. Answers whether it did.
CREATE FUNCTION people_look_again(share double precision) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known bigint;
BEGIN
  SELECT greatest(reltuples, 0) INTO known FROM pg_class WHERE oid = '"user"'::regclass;
  IF pg_stat_get_mod_since_analyze('"user"'::regclass) <= 500 + share * known
    OR NOT pg_try_advisory_xact_lock(hashtextextended('rollcall.people-look-again', 0)) THEN
    RETURN false;
  END IF;
  -- Autovacuum may be at it.
  ANALYZE (SKIP_LOCKED) "user", "people_count";
  -- Words that wait to be filed are read one by one with every search.
  PERFORM gin_clean_pending_list('user_search_idx');
  RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION people_look_again(double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_look_again(double precision) TO rollcall_system;
