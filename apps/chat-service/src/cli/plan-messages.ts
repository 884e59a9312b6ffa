import { v5 as uuidV5 } from 'uuid'
import { createRandom, pickFrom } from './create-random.js'
import { exchanges } from './demo-exchanges.js'
import { messages } from './demo-phrases.js'

export interface PlannedMessage {
  id: string
  authorId: string
  text: string
  sentAt: Date
}

export interface ConversationToFill {
  id: string
  lastMessage: string
  lastMessageAt: Date
  createdAt: Date
  participantIds: string[]
}

const fewest = 1
const most = 8
/** One conversation in so many is long enough for several pages. */
const longEvery = 20
const longExchanges = 45
const minuteMs = 60_000

/**
 * What was said in a conversation between its beginning and its last message, in that message's language, oldest first.
 * The same conversation and `seed` always give the same messages.
 */
export function planMessages(conversation: ConversationToFill, seed: number): PlannedMessage[] {
  const { id, lastMessage, lastMessageAt, createdAt, participantIds } = conversation
  const random = createRandom(seed + 1)
  const language = isFrench(lastMessage) ? 'fr' : 'en'
  const count = seed % longEvery === 0 ? longExchanges : fewest + Math.floor(random() * (most - fewest + 1))
  const startsMs = Array.from(
    { length: count },
    () => createdAt.getTime() + random() * (lastMessageAt.getTime() - createdAt.getTime()),
  ).sort((a, b) => a - b)
  const said = startsMs.flatMap((startMs, at) => {
    const untilMs = startsMs[at + 1] ?? lastMessageAt.getTime()
    const lines = pickFrom(random, exchanges[language])
    const stepMs = Math.min(7 * minuteMs, (untilMs - startMs) / (lines.length + 1))
    return lines.map((text, line) => ({ text, sentAt: new Date(startMs + stepMs * line) }))
  })
  let author = pickFrom(random, participantIds)
  return [...said, { text: lastMessage, sentAt: lastMessageAt }].map((message, index) => {
    // Now and then somebody says two things in a row.
    if (random() > 0.15)
      author = pickFrom(
        random,
        participantIds.filter((participant) => participant !== author),
      )
    return { ...message, id: uuidV5(`message-${index}`, id), authorId: author }
  })
}

// The last messages alternate between the two.
const french: readonly string[] = messages.filter((_, index) => index % 2 === 1)
const isFrench = (text: string) => french.includes(text)
