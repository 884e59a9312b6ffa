-- AlterTable
ALTER TABLE "parked_event" ADD COLUMN "resolved_by_id" TEXT;

-- CreateTable
CREATE TABLE "audit_outbox" (
    "id" UUID NOT NULL,
    "entry" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erased_user" (
    "user_id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_user_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "audit_outbox_created_idx" ON "audit_outbox"("created_at", "id");

-- What an event tells when nothing personal is left in it; a malformed one may hold anything anywhere.
CREATE FUNCTION blank_event(event jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(event) = 'object' THEN (
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(event)
    WHERE jsonb_typeof(value) IN ('string', 'number') AND key IN ('position', 'eventId', 'eventType', 'version', 'timestamp', 'source', 'tenantId', 'userId', 'userVersion',
      'correlationId')) ELSE 'null' END
$$;

-- Whoever has been erased stays erased: an old event that is late, and parks, comes without what was personal.
CREATE FUNCTION parked_event_stay_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM erased_user WHERE user_id = NEW.user_id) THEN
    NEW.event := blank_event(NEW.event);
    NEW.full_name := NULL;
    NEW.error := 'erased';
    NEW.failures := '[]';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER parked_event_stay_erased BEFORE INSERT OR UPDATE OF event, full_name, error, failures ON "parked_event"
  FOR EACH ROW EXECUTE FUNCTION parked_event_stay_erased();
CREATE FUNCTION reconcile_difference_stay_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM erased_user WHERE user_id = NEW.user_id) THEN
    NEW.full_name := NULL;
    NEW.fields := '[]';
    NEW.error := CASE WHEN NEW.error IS NOT NULL THEN 'erased' END;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER reconcile_difference_stay_erased BEFORE INSERT OR UPDATE OF full_name, fields, error ON "reconcile_difference"
  FOR EACH ROW EXECUTE FUNCTION reconcile_difference_stay_erased();
