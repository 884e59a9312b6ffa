import type { ChatOut } from '@/trpc/routers'
import { dayOf } from '../appointments/zoned-time'

export type Message = ChatOut['conversations']['thread']['items'][number]

/** What one person said without a pause. */
export interface Utterance {
  authorId: string | null
  messages: [Message, ...Message[]]
}
export interface ThreadDay {
  /** Of the viewer's calendar: 2027-03-28. */
  day: string
  utterances: Utterance[]
}

const longestPauseMs = 10 * 60_000

/** Messages, oldest first, under the days of a zone; what somebody said in one breath stands together. */
export function groupThread(messages: readonly Message[], timeZone: string): ThreadDay[] {
  const days: ThreadDay[] = []
  for (const message of messages) {
    const day = dayOf(new Date(message.sentAt), timeZone)
    const today = days.at(-1)
    if (today?.day !== day) {
      days.push({ day, utterances: [{ authorId: message.authorId, messages: [message] }] })
      continue
    }
    const last = today.utterances.at(-1)
    if (last && continues(last, message)) last.messages.push(message)
    else today.utterances.push({ authorId: message.authorId, messages: [message] })
  }
  return days
}

function continues({ authorId, messages }: Utterance, next: Message): boolean {
  const before = messages.at(-1) ?? messages[0]
  return authorId === next.authorId && Date.parse(next.sentAt) - Date.parse(before.sentAt) <= longestPauseMs
}
