'use client'

import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

/** Asks before what was written is lost. */
export function UnsavedDialog({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const t = useTranslations('users.unsaved')
  return (
    <Modal opened onClose={onKeep} title={t('title')}>
      <Text>{t('text')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onDiscard}>
          {t('discard')}
        </Button>
        <Button onClick={onKeep} data-autofocus>
          {t('keep')}
        </Button>
      </Group>
    </Modal>
  )
}
