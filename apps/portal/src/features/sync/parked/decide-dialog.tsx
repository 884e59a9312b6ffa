'use client'

import { Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import type { Question } from './letters'
import { useDecide } from './use-decide'
import { useDecidedWords } from './use-decided-words'

export interface DecideDialogProps {
  question: Question
  onClose: () => void
  onDone: () => void
}

const longestReason = 500

/** Asks once more before many are tried again, and why before any is given up. */
export function DecideDialog({ question: { kind, choice, count }, onClose, onDone }: DecideDialogProps) {
  const t = useTranslations('sync.parked')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const decide = useDecide()
  const wordsOf = useDecidedWords()
  const isDiscard = kind === 'discard'
  const confirm = () => {
    const why = reason.trim()
    setMissing(isDiscard && why === '')
    if (isDiscard && why === '') return
    decide.mutate(
      { choice, deed: isDiscard ? { kind: 'discard', reason: why } : { kind: 'retry' } },
      {
        onSuccess: (decided) => {
          notifications.show({ color: 'teal', message: wordsOf(kind, decided) })
          onDone()
        },
      },
    )
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`${kind}Title`, { count })}
      confirmLabel={t(`${kind}Confirm`, { count })}
      onConfirm={confirm}
      pending={decide.isPending}
      danger={isDiscard}
      error={decide.error}
    >
      <Text>{t(`${kind}Consequence`, { count })}</Text>
      {isDiscard && (
        <Textarea
          mt="md"
          label={t('reason')}
          description={t('reasonHint')}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
          error={missing && t('reasonMissing')}
          maxLength={longestReason}
          withAsterisk
          autosize
          minRows={2}
        />
      )}
    </ConfirmDialog>
  )
}
