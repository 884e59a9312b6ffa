'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMay } from '@/frame/me-provider'
import type { DirectoryOut } from '@/trpc/routers'
import syncClasses from '../sync.module.css'
import { letterServices, useSyncParams } from '../sync-params'
import { DecideDialog } from './decide-dialog'
import { keyOf, type Letter } from './letter'
import type { LetterFilter } from './letter-filter'
import { LetterItem } from './letter-item'
import { LettersBar } from './letters-bar'
import { useChosen } from './use-chosen'
import type { Choice, Decision } from './use-decide'

export interface LettersProps {
  data: DirectoryOut['sync']['deadLetters']
  filter: LetterFilter
  filtered: boolean
  /** The letters are of the page before. */
  busy: boolean
}

/** What is asked before it is done. */
export interface Question {
  kind: Decision
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
  const { letters } = chosen
  const silent: readonly string[] = data.unreachable
  const subscribers = service ? [service] : letterServices.filter((name) => !silent.includes(name))
  const everything: Choice = { filter, subscribers }

  const askOne = (kind: Decision, letter: Letter) => setQuestion({ kind, choice: { letters: [letter] }, count: 1 })
  const askChosen = (kind: Decision) => setQuestion({ kind, choice: { letters }, count: letters.length })
  const askAll = (kind: Decision) => setQuestion({ kind, choice: everything, count: data.total })
  const deedsOf = (letter: Letter) => ({
    onToggle: () => chosen.toggle(letter),
    onRetry: () => askOne('retry', letter),
    onDiscard: () => askOne('discard', letter),
  })

  return (
    <div>
      {mayOperate && (
        <LettersBar
          shown={data.items.length}
          chosen={letters.length}
          total={data.total}
          filtered={filtered}
          onChooseAll={chosen.setAll}
          onRetryChosen={() => askChosen('retry')}
          onDiscardChosen={() => askChosen('discard')}
          onRetryAll={() => askAll('retry')}
          onDiscardAll={() => askAll('discard')}
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
