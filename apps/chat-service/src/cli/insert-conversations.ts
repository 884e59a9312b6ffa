import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import type { PlannedConversation } from './plan-conversations.js'

/** Writes those that aren't there yet, with their participants and messages; returns how many that were. */
export function insertConversations(pool: Pool, tenantId: string, planned: PlannedConversation[]): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO conversation (id, tenant_id, title, last_message, last_message_at, created_at)
       SELECT id, $1, title, last_message, last_message_at, created_at
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
           AS planned (id, title, last_message, last_message_at, created_at)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        tenantId,
        planned.map(({ id }) => id),
        planned.map(({ title }) => title),
        planned.map(({ lastMessage }) => lastMessage),
        planned.map(({ lastMessageAt }) => lastMessageAt),
        planned.map(({ createdAt }) => createdAt),
      ],
    )
    const inserted = new Set(rows.map(({ id }) => id))
    const added = planned.filter(({ id }) => inserted.has(id))
    const seats = added.flatMap(({ id, participantIds }) => participantIds.map((userId) => ({ id, userId })))
    await client.query(
      `INSERT INTO conversation_participant (conversation_id, user_id)
       SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING`,
      [seats.map(({ id }) => id), seats.map(({ userId }) => userId)],
    )
    await insertMessages(client, tenantId, added)
    return inserted.size
  })
}

async function insertMessages(client: PoolClient, tenantId: string, added: PlannedConversation[]): Promise<void> {
  const messages = added.flatMap(({ id, messages: said }) =>
    said.map((message) => ({ ...message, conversationId: id })),
  )
  await client.query(
    `INSERT INTO message (id, tenant_id, conversation_id, author_id, text, sent_at)
     SELECT id, $1, conversation_id, author_id, text, sent_at
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[])
         AS planned (id, conversation_id, author_id, text, sent_at)`,
    [
      tenantId,
      messages.map(({ id }) => id),
      messages.map(({ conversationId }) => conversationId),
      messages.map(({ authorId }) => authorId),
      messages.map(({ text }) => text),
      messages.map(({ sentAt }) => sentAt),
    ],
  )
}
