-- What was said, beside the last message that the conversation itself keeps. A conversation from before this table has
-- no rows here, and is read by its last message.
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- A thread is read from its end backwards, page by page.
CREATE INDEX "message_thread_idx" ON "message"("conversation_id", "sent_at", "id");

ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "message" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON "message" TO rollcall_system USING (true);
CREATE POLICY own_organisation ON "message" TO rollcall_tenant
  USING (tenant_id = (SELECT tenant_in_scope())) WITH CHECK (tenant_id = (SELECT tenant_in_scope()));
GRANT SELECT ON "message" TO rollcall_tenant;
