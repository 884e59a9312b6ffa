'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useDirectory } from '@/trpc/contexts'
import { useClients } from '@/trpc/trpc-providers'
import { type ChosenLetter, groupBySubscriber, type Letter } from './letter'
import type { LetterFilter } from './letter-filter'

/** Which parked events are meant: some by name, or all that a filter finds at some subscribers. */
export type Choice =
  | { letters: readonly ChosenLetter[] }
  | { filter: LetterFilter; subscribers: readonly Letter['subscriber'][] }

export type Decision = 'retry' | 'discard'

export interface DecideInput {
  choice: Choice
  kind: Decision
  reason: string
}

/** What became of them. */
export interface Decided {
  done: number
  /** Settled before. */
  already: number
  /** Rows of the outbox that still name no event: there is nothing to try. */
  refused: number
}

const sumOf = (decided: readonly Decided[], key: keyof Decided) => decided.reduce((sum, part) => sum + part[key], 0)

type Part = { subscriber: Letter['subscriber'] } & ({ ids: string[] } | { filter: LetterFilter })

function partsOf(choice: Choice): Part[] {
  if ('letters' in choice) {
    return [...groupBySubscriber(choice.letters)].map(([subscriber, ids]) => ({ subscriber, ids }))
  }
  return choice.subscribers.map((subscriber) => ({ subscriber, filter: choice.filter }))
}

/** Tries parked events again, or gives them up, at every subscriber that they belong to. */
export function useDecide() {
  const { sync } = useClients().directory
  const directory = useDirectory()
  const queryClient = useQueryClient()

  const decidePart = async (part: Part, kind: Decision, reason: string): Promise<Decided> => {
    if (kind === 'retry') {
      const { retrying, already, refused } = await sync.retry.mutate({ ...part, reason })
      return { done: retrying, already: already.length, refused }
    }
    const { discarded, already } = await sync.discard.mutate({ ...part, reason })
    return { done: discarded, already: already.length, refused: 0 }
  }
  return useMutation({
    mutationFn: async ({ choice, kind, reason }: DecideInput): Promise<Decided> => {
      // One that does not answer must not keep the others from being decided.
      const outcomes = await Promise.allSettled(partsOf(choice).map((part) => decidePart(part, kind, reason)))
      const failure = outcomes.find((outcome) => outcome.status === 'rejected')
      if (failure) throw failure.reason
      const decided = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      return {
        done: sumOf(decided, 'done'),
        already: sumOf(decided, 'already'),
        refused: sumOf(decided, 'refused'),
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: directory.sync.deadLetters.pathKey() }),
  })
}
