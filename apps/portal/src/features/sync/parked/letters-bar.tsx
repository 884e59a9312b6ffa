'use client'

import { Button, Checkbox, Group } from '@mantine/core'
import { IconMailOff, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './parked.module.css'

export interface LettersBarProps {
  /** On this page. */
  shown: number
  chosen: number
  /** On all pages. */
  total: number
  filtered: boolean
  onChooseAll: (all: boolean) => void
  onRetryChosen: () => void
  onDiscardChosen: () => void
  onRetryAll: () => void
  onDiscardAll: () => void
}

/** Above the letters: choose those of the page, and decide on the chosen ones or on all that were found. */
export function LettersBar(props: LettersBarProps) {
  const t = useTranslations('sync.parked')
  const { shown, chosen, total, filtered } = props
  const some = chosen > 0
  return (
    <div className={classes.bar}>
      <Checkbox
        label={some ? t('chosen', { count: chosen }) : t('chooseAll', { count: shown })}
        checked={chosen === shown}
        indeterminate={some && chosen < shown}
        onChange={() => props.onChooseAll(chosen < shown)}
      />
      <Group gap="xs">
        <Button
          variant={some ? 'filled' : 'default'}
          leftSection={<IconRefresh size={16} aria-hidden />}
          size="compact-md"
          onClick={some ? props.onRetryChosen : props.onRetryAll}
        >
          {some ? t('retryChosen', { count: chosen }) : t(filtered ? 'retryFound' : 'retryAll', { count: total })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMailOff size={16} aria-hidden />}
          size="compact-md"
          onClick={some ? props.onDiscardChosen : props.onDiscardAll}
        >
          {some ? t('discardChosen', { count: chosen }) : t(filtered ? 'discardFound' : 'discardAll', { count: total })}
        </Button>
      </Group>
    </div>
  )
}
