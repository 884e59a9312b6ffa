'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'

export function ClearFilters({ onClear }: { onClear: () => void }) {
  const t = useTranslations('users.filters')
  return (
    <Button variant="default" size="compact-md" onClick={onClear}>
      {t('clear')}
    </Button>
  )
}
