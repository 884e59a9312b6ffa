-- A hold has just been opened: removals of its window that are still in the outbox join it, unless somebody has their
-- rows at this moment. Of a user whose events are partly on their way, nothing is held. What a decision has settled is
-- never held again: it may have been approved since `since` was read, and wait for the bus.
CREATE OR REPLACE FUNCTION brake_hold_pending(hold uuid, tenant uuid, since timestamptz) RETURNS void LANGUAGE plpgsql
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
      AND NOT EXISTS (SELECT FROM held_event h WHERE h.position = o.position)
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
