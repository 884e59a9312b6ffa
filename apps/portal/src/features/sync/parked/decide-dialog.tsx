'use client'

import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { ReasonDialog } from '@/components/reason-dialog'
import type { Question } from './letters'
import { useDecide } from './use-decide'
import { useDecidedWords } from './use-decided-words'

export interface DecideDialogProps {
  question: Question
  onClose: () => void
  onDone: () => void
}

/** Says what follows before parked events are tried again or given up, and asks why. */
export function DecideDialog({ question: { kind, choice, count }, onClose, onDone }: DecideDialogProps) {
  const t = useTranslations('sync.parked')
  const decide = useDecide()
  const wordsOf = useDecidedWords()
  const confirm = (reason: string) =>
    decide.mutate(
      { choice, kind, reason },
      {
        onSuccess: (decided) => {
          notify({ text: wordsOf(kind, decided) })
          onDone()
        },
      },
    )
  return (
    <ReasonDialog
      deed={kind}
      onClose={onClose}
      title={t(`${kind}Title`, { count })}
      confirmLabel={t(`${kind}Confirm`, { count })}
      onConfirm={confirm}
      pending={decide.isPending}
      danger={kind === 'discard'}
      error={decide.error}
    >
      {t(`${kind}Consequence`, { count })}
    </ReasonDialog>
  )
}
