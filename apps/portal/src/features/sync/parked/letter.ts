import type { DirectoryOut } from '@/trpc/routers'

/** A parked event as a person reads it. */
export type Letter = DirectoryOut['sync']['deadLetters']['items'][number]

export interface ChosenLetter {
  subscriber: Letter['subscriber']
  id: string
}

/** Ids are counted by each subscriber for itself. */
export const keyOf = ({ subscriber, id }: ChosenLetter) => `${subscriber}:${id}`

/** The chosen letters as the services are asked for them: each one's ids, in the order of the page. */
export function groupBySubscriber(letters: readonly ChosenLetter[]): Map<Letter['subscriber'], string[]> {
  const groups = new Map<Letter['subscriber'], string[]>()
  for (const { subscriber, id } of letters) groups.set(subscriber, [...(groups.get(subscriber) ?? []), id])
  return groups
}
