'use client'

import { Button, Group } from '@mantine/core'
import { IconMailOff, IconRefresh, IconRoute } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/link-button'
import type { Letter } from './letter'

export interface LetterDeedsProps {
  letter: Letter
  /** Whose change it is, in words. */
  name: string
  /** Left out for people who may not decide. */
  deeds: { onToggle: () => void; onRetry: () => void; onDiscard: () => void } | undefined
}

/** What can be done with one letter, and where its way is drawn. */
export function LetterDeeds({ letter, name, deeds }: LetterDeedsProps) {
  const t = useTranslations('sync.parked')
  return (
    <Group gap="xs" mt="sm">
      {deeds && (
        <>
          <Button
            size="compact-sm"
            // Trying helps where a store refused; the other kinds only end well after something else was done.
            variant={letter.kind === 'refused' ? 'filled' : 'default'}
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={deeds.onRetry}
            aria-label={t('retryFor', { name })}
          >
            {t('retryOne')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconMailOff size={16} aria-hidden />}
            onClick={deeds.onDiscard}
            aria-label={t('discardFor', { name })}
          >
            {t('discardOne')}
          </Button>
        </>
      )}
      {letter.userId && letter.eventId && (
        <LinkButton
          href={`/users/${letter.userId}?event=${letter.eventId}`}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconRoute size={16} aria-hidden />}
        >
          {t('trip')}
        </LinkButton>
      )}
    </Group>
  )
}
