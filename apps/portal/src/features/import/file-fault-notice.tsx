'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { Notice } from '@/components/notice'
import { readFailure } from '@/trpc/failure'
import { type FileFault, fileFaults } from './judge-file'

/** Why a file was not taken, and what to do about it. */
export function FileFaultNotice({ fault, error }: { fault: FileFault | null; error: unknown }) {
  const t = useTranslations('import.faults')
  const failure = error ? readFailure(error) : null
  const told =
    failure?.code === 'TOO_LARGE' ? 'too_large' : failure?.fields.find(({ path }) => path === 'file')?.message
  const line = failure?.fields.find(({ path }) => path === 'line')?.message
  const known = fault ?? fileFaults.find((code) => code === told)
  if (!known) return <ErrorState error={error} title={t('notTaken')} />
  return (
    <div role="alert">
      <Notice tone="red" advice={t(`${known}.advice`, { line: line ?? '1' })}>
        <Text component="span" fw={500} inherit>
          {t(`${known}.title`)}
        </Text>
      </Notice>
    </div>
  )
}
