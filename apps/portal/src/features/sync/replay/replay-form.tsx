'use client'

import { Button, Group, Stack } from '@mantine/core'
import { IconPlayerTrackNext } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTimeZone, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { notify } from '@/components/notify'
import { ReasonField } from '@/components/reason-field'
import { useReason } from '@/components/use-reason'
import { useDirectory } from '@/trpc/contexts'
import { subscriberNames } from '../subscriber-view'
import { useSyncParams } from '../sync-params'
import { type ReplayScope, readScope } from './read-scope'
import classes from './replay.module.css'
import { ReplayChoices } from './replay-choices'
import { ScopeFields } from './scope-fields'

/** To whom, and which events; all of it stands in the address. */
export function ReplayForm() {
  const t = useTranslations('sync.replay')
  const timeZone = useTimeZone() ?? 'UTC'
  const { params } = useSyncParams()
  const [tried, setTried] = useState(false)
  const [asked, setAsked] = useState<ReplayScope | null>(null)
  const why = useReason('replay')
  const queryClient = useQueryClient()
  const { sync } = useDirectory()
  const name = subscriberNames.find((known) => known === params.service) ?? 'clinical'
  const service = useTranslations('common.services')(name)
  const replay = useMutation(
    sync.replay.mutationOptions({
      onSuccess: () => {
        notify({ text: t('started', { service }) })
        setAsked(null)
        setTried(false)
      },
      onError: () => setAsked(null),
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.replays.pathKey() }),
    }),
  )
  const read = readScope(params, timeZone)
  const begin = (scope: ReplayScope) => {
    const reason = why.read()
    if (reason) replay.mutate({ subscriber: name, scope, reason })
  }
  const submit = () => {
    setTried(true)
    const isReasoned = why.read() !== null
    if (!read.scope || !isReasoned) return
    if (read.scope.kind === 'start') setAsked(read.scope)
    else begin(read.scope)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md">
        <ReplayChoices name={name} onChange={() => setTried(false)} />
        <ScopeFields problem={tried ? read.problem : undefined} />
        <div className={classes.reason}>
          <ReasonField {...why.field} />
        </div>
        {replay.isError && <ErrorState error={replay.error} title={t('notStarted', { service })} />}
        <Group>
          <Button type="submit" loading={replay.isPending} leftSection={<IconPlayerTrackNext size={18} aria-hidden />}>
            {t('submit', { service })}
          </Button>
        </Group>
      </Stack>
      {asked && (
        <ConfirmDialog
          opened
          onClose={() => setAsked(null)}
          title={t('confirmTitle', { service })}
          confirmLabel={t('submit', { service })}
          onConfirm={() => begin(asked)}
          pending={replay.isPending}
        >
          {t('consequence', { service })}
        </ConfirmDialog>
      )}
    </form>
  )
}
