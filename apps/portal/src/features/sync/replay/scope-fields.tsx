'use client'

import { Group, TextInput } from '@mantine/core'
import { useTimeZone, useTranslations } from 'next-intl'
import { PersonField } from '../person-field'
import { useSyncParams } from '../sync-params'
import type { ScopeProblem } from './read-scope'

/** The fields of the chosen scope, with what is missing said at the field. */
export function ScopeFields({ problem }: { problem: ScopeProblem | undefined }) {
  const t = useTranslations('sync.replay')
  const timeZone = useTimeZone()
  const { params, setParams } = useSyncParams()
  const fault = (...of: ScopeProblem[]) => (problem && of.includes(problem) ? t(`problems.${problem}`) : undefined)
  if (params.scope === 'start') return null
  if (params.scope === 'user') {
    return (
      <PersonField
        label={t('person')}
        description={t('personHint')}
        value={params.user}
        onChange={(user) => void setParams({ user })}
        error={fault('user')}
      />
    )
  }
  if (params.scope === 'event') {
    return (
      <TextInput
        label={t('event')}
        description={t('eventHint')}
        value={params.event}
        maw={480}
        error={fault('event')}
        onChange={({ currentTarget: { value } }) => void setParams({ event: value || null }, { history: 'replace' })}
      />
    )
  }
  return (
    <Group align="flex-start">
      {(['since', 'until'] as const).map((end) => (
        <TextInput
          key={end}
          type="datetime-local"
          label={t(end)}
          description={t('zone', { zone: timeZone ?? 'UTC' })}
          value={params[end] ?? ''}
          error={end === 'until' ? fault('until', 'order') : fault('since')}
          onChange={({ currentTarget: { value } }) => void setParams({ [end]: value || null }, { history: 'replace' })}
        />
      ))}
    </Group>
  )
}
