-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "title" TEXT,
    "last_message" TEXT NOT NULL,
    "last_message_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_participant" (
    "conversation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "conversation_participant_pkey" PRIMARY KEY ("conversation_id","user_id")
);

-- CreateTable
CREATE TABLE "cache_sample" (
    "replica" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "hits" BIGINT NOT NULL DEFAULT 0,
    "misses" BIGINT NOT NULL DEFAULT 0,
    "fallbacks" BIGINT NOT NULL DEFAULT 0,
    "negatives" BIGINT NOT NULL DEFAULT 0,
    "errors" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "cache_sample_pkey" PRIMARY KEY ("minute","replica")
);

-- CreateTable
CREATE TABLE "subscriber_state" (
    "subscriber" TEXT NOT NULL,
    "applied" BIGINT NOT NULL DEFAULT 0,
    "superseded" BIGINT NOT NULL DEFAULT 0,
    "last_event_at" TIMESTAMPTZ(3),
    "last_applied_at" TIMESTAMPTZ(3),
    "last_arrival_ms" INTEGER,
    "last_reconcile_at" TIMESTAMPTZ(3),
    "last_reconcile" JSONB,

    CONSTRAINT "subscriber_state_pkey" PRIMARY KEY ("subscriber")
);

-- CreateTable
CREATE TABLE "parked_event" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT,
    "user_id" UUID,
    "user_version" INTEGER,
    "tenant_id" UUID,
    "event" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(3),

    CONSTRAINT "parked_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "conversation_tenant_recent_idx" ON "conversation"("tenant_id", "last_message_at", "id");

-- CreateIndex
CREATE INDEX "conversation_participant_user_id_idx" ON "conversation_participant"("user_id");

-- CreateIndex
CREATE INDEX "parked_event_due_idx" ON "parked_event"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "parked_event_user_idx" ON "parked_event"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "parked_event_event_key" ON "parked_event"("event_id");

-- AddForeignKey
ALTER TABLE "conversation_participant" ADD CONSTRAINT "conversation_participant_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "parked_event" ADD CONSTRAINT "parked_event_state_check" CHECK ("state" IN ('retrying', 'parked'));
