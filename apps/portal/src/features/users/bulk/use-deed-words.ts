'use client'

import { useTranslations } from 'next-intl'
import type { BulkRun } from '@/trpc/routers'

/** A run's name: what it does, and with which role. */
export function useDeedWords() {
  const t = useTranslations('users.bulk')
  const roles = useTranslations('common.roles')
  return ({ deed, undoOf }: Pick<BulkRun, 'deed' | 'undoOf'>) => {
    const words = deed.kind === 'setRole' ? t('runRole', { role: roles(deed.role) }) : t(`run.${deed.kind}`)
    return undoOf ? t('undoing', { deed: words }) : words
  }
}
