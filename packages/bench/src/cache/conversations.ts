import { randomUUID } from 'node:crypto'
import { inChunks } from '@rollcall/user-cache/in-chunks'
import type pg from 'pg'

const seatsOfEach = 4
const batchSize = 5000
/** All within the month that a prewarm looks back on. */
const spreadDays = 20

/** Makes these users, and nobody else, take part in a conversation of the last weeks: four at a time. */
export async function replaceConversations(chat: pg.Client, tenantId: string, userIds: string[]): Promise<void> {
  await chat.query('TRUNCATE conversation, conversation_participant, message')
  const insert = {
    conversation: `INSERT INTO conversation (id, tenant_id, last_message, last_message_at)
      SELECT id, $1, 'See you at the ward round.', now() - random() * make_interval(days => ${spreadDays})
        FROM unnest($2::uuid[]) AS id`,
    seats: `INSERT INTO conversation_participant (conversation_id, user_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
  }
  for (const users of inChunks(userIds, batchSize)) {
    const conversations = Array.from({ length: Math.ceil(users.length / seatsOfEach) }, () => randomUUID())
    await chat.query(insert.conversation, [tenantId, conversations])
    const rooms = users.map((_, index) => conversations[Math.floor(index / seatsOfEach)])
    await chat.query(insert.seats, [rooms, users])
  }
  await chat.query('ANALYZE conversation, conversation_participant')
}
