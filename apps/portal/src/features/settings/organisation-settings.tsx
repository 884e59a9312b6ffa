'use client'

import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Notice } from '@/components/notice'
import { notify } from '@/components/notify'
import { Section } from '@/components/section'
import { TimeZoneSelect } from '@/components/time-zone-select'
import { useMe } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { Me } from '@/trpc/routers'
import { useSubmitOnce } from '../users/use-submit-once'

type Draft = Partial<Pick<Me['organisation'], 'name' | 'timeZone' | 'requireTwoFactor'>>

/** What holds for everybody in the organisation. Only what was touched is sent. */
export function OrganisationSettings() {
  const t = useTranslations('settings.organisation')
  const common = useTranslations('common.actions')
  const { organisation: saved, twoFactor } = useMe()
  const [draft, setDraft] = useState<Draft>({})
  const [empty, setEmpty] = useState(false)
  const nameRef = useRef<HTMLInputElement>(null)
  const directory = useDirectory()
  const queryClient = useQueryClient()
  const update = useMutation(directory.organisation.update.mutationOptions())
  const shown = { ...saved, ...draft }
  const change = (part: Draft) => setDraft((before) => ({ ...before, ...part }))
  const isChanged = Object.keys(draft).length > 0

  const save = useSubmitOnce(async () => {
    try {
      await update.mutateAsync({ ...draft, ...(draft.name === undefined ? {} : { name: draft.name.trim() }) })
      await queryClient.invalidateQueries({ queryKey: directory.me.get.queryKey() })
      setDraft({})
      notify({ text: t('saved') })
    } catch {
      // The form shows it.
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isEmpty = shown.name.trim() === ''
    setEmpty(isEmpty)
    if (isEmpty) nameRef.current?.focus()
    else if (isChanged) void save()
  }

  return (
    <Section padding="lg" title={t('title')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            ref={nameRef}
            label={t('name')}
            required
            maxLength={120}
            autoComplete="off"
            value={shown.name}
            error={empty && t('empty')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TimeZoneSelect
            label={t('timeZone')}
            description={t('timeZoneHint')}
            value={shown.timeZone}
            onChange={(timeZone) => change({ timeZone })}
          />
          <Switch
            label={t('requireTwoFactor')}
            description={t('requireTwoFactorHint')}
            checked={shown.requireTwoFactor}
            onChange={(event) => change({ requireTwoFactor: event.currentTarget.checked })}
          />
          {draft.requireTwoFactor && !saved.requireTwoFactor && !twoFactor.enabled && (
            <Notice tone="amber">{t('youToo')}</Notice>
          )}
          {update.isError && <ErrorState error={update.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={update.isPending} disabled={!isChanged}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
