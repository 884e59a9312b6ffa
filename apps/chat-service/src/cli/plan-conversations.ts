import { v5 as uuidV5 } from 'uuid'
import { createRandom, pickFrom } from './create-random.js'
import { groupTitles, messages } from './demo-phrases.js'
import { type PlannedMessage, planMessages } from './plan-messages.js'

export interface PlannedConversation {
  id: string
  title: string | null
  lastMessage: string
  lastMessageAt: Date
  createdAt: Date
  participantIds: string[]
  /** Oldest first; the last of them is the conversation's last message. */
  messages: PlannedMessage[]
}

const dayMs = 86_400_000
const smallestGroup = 3
const largestGroup = 6

/**
 * Pairs without a title and small groups with one, over the year before `now`, more of them recent. The same tenant
 * always gets the same conversation ids, so that planning twice doesn't double anything.
 */
export function planConversations(options: {
  tenantId: string
  userIds: string[]
  count: number
  now: Date
}): PlannedConversation[] {
  const { tenantId, userIds, count, now } = options
  if (userIds.length < 2) throw new Error('Conversations need at least two users.')
  const random = createRandom(20_261_121)
  const pick = <T>(items: readonly T[]): T => pickFrom(random, items)
  const pickPeople = (size: number): string[] => {
    const people = new Set<string>()
    while (people.size < Math.min(size, userIds.length)) people.add(pick(userIds))
    return [...people].sort()
  }
  const pairs = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const pair = pickPeople(2)
    // Two people have one conversation; when most pairs are taken, the rest are groups.
    const isPair = random() < 0.55 && !pairs.has(pair.join())
    if (isPair) pairs.add(pair.join())
    const size = smallestGroup + Math.floor(random() * (largestGroup - smallestGroup + 1))
    const lastMessageAt = new Date(now.getTime() - random() ** 2 * 364 * dayMs - 60_000)
    const conversation = {
      id: uuidV5(`demo-conversation-${index}`, tenantId),
      title: isPair ? null : pick(groupTitles),
      lastMessage: pick(messages),
      lastMessageAt,
      createdAt: new Date(lastMessageAt.getTime() - random() * 90 * dayMs),
      participantIds: isPair ? pair : pickPeople(size),
    }
    return { ...conversation, messages: planMessages(conversation, index) }
  })
}
