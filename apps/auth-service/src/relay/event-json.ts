/**
 * SQL: a row of user_event as the event that travels, in text. The one place that knows its form; whoever sends events
 * again uses it too. concat costs half of json_build_object, and only what others wrote needs JSON's escapes.
 */
export const eventJsonSql = `concat(
  '{"position":', position, ',"eventId":"', event_id, '","eventType":"', event_type,
  '","version":', to_json(schema_version), ',"timestamp":"', iso_8601(occurred_at), '","source":', to_json(source),
  ',"tenantId":"', tenant_id, '","userId":"', user_id, '","userVersion":', user_version,
  ',"actor":{"id":', to_json(actor_id), ',"kind":', to_json(actor_kind),
  '},"correlationId":', to_json(correlation_id), ',"traceparent":', coalesce(to_json(traceparent)::text, 'null'),
  ',"changes":', changes, ',"payload":', payload, '}')`
