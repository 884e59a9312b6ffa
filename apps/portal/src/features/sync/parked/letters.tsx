'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMay } from '@/frame/me-provider'
import { readFailure } from '@/trpc/failure'
import type { DirectoryOut } from '@/trpc/routers'
import syncClasses from '../sync.module.css'
import { letterServices, useSyncParams } from '../sync-params'
import { DecideDialog } from './decide-dialog'
import { keyOf, type Letter } from './letter'
import type { LetterFilter } from './letter-filter'
import { LetterItem } from './letter-item'
import { LettersBar } from './letters-bar'
import { useChosen } from './use-chosen'
import { type Choice, useDecide } from './use-decide'
import { useDecidedWords } from './use-decided-words'

export interface LettersProps {
  data: DirectoryOut['sync']['deadLetters']
  filter: LetterFilter
  filtered: boolean
  /** The letters are of the page before. */
  busy: boolean
}

/** What is asked before it is done: all that were found, or giving something up. */
export interface Question {
  kind: 'retry' | 'discard'
  choice: Choice
  count: number
}

/** The letters of one page, and what can be done with one, some or all of them. */
export function Letters({ data, filter, filtered, busy }: LettersProps) {
  const t = useTranslations('sync.parked')
  const mayOperate = useMay('sync.operate')
  const { service } = useSyncParams().params
  const chosen = useChosen(data.items)
  const [question, setQuestion] = useState<Question | null>(null)
  const { retry, pending } = useRetry(chosen.clear)
  const { letters } = chosen
  const silent: readonly string[] = data.unreachable
  const subscribers = service ? [service] : letterServices.filter((name) => !silent.includes(name))
  const everything: Choice = { filter, subscribers }

  const deedsOf = (letter: Letter) => ({
    onToggle: () => chosen.toggle(letter),
    onRetry: () => retry({ letters: [letter] }),
    onDiscard: () => setQuestion({ kind: 'discard', choice: { letters: [letter] }, count: 1 }),
    pending,
  })

  return (
    <div>
      {mayOperate && (
        <LettersBar
          shown={data.items.length}
          chosen={letters.length}
          total={data.total}
          filtered={filtered}
          pending={pending}
          onChooseAll={chosen.setAll}
          onRetryChosen={() => retry({ letters })}
          onDiscardChosen={() => setQuestion({ kind: 'discard', choice: { letters }, count: letters.length })}
          onRetryAll={() => setQuestion({ kind: 'retry', choice: everything, count: data.total })}
          onDiscardAll={() => setQuestion({ kind: 'discard', choice: everything, count: data.total })}
        />
      )}
      <ul className={syncClasses.list} aria-busy={busy} aria-label={t('list')}>
        {data.items.map((letter) => (
          <LetterItem
            key={keyOf(letter)}
            letter={letter}
            chosen={chosen.has(letter)}
            deeds={mayOperate ? deedsOf(letter) : undefined}
          />
        ))}
      </ul>
      {question && (
        <DecideDialog
          question={question}
          onClose={() => setQuestion(null)}
          onDone={() => {
            setQuestion(null)
            chosen.clear()
          }}
        />
      )}
    </div>
  )
}

/** Tries letters again without asking first, and says what came of it. */
function useRetry(onDone: () => void) {
  const decide = useDecide()
  const wordsOf = useDecidedWords()
  const retry = (choice: Choice) =>
    decide.mutate(
      { choice, deed: { kind: 'retry' } },
      {
        onSuccess: (decided) => {
          notifications.show({ color: 'teal', message: wordsOf('retry', decided) })
          onDone()
        },
        onError: (error) => notifications.show({ color: 'red', message: readFailure(error).message }),
      },
    )
  return { retry, pending: decide.isPending }
}
