'use client'

import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { SentLinkNote } from '@/components/sent-link-note'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import { type NewOrganisation, OrganisationForm } from '../organisations/organisation-form'
import { organisationFields } from '../organisations/organisation-values'

/** Creates an organisation and invites the first of its administrators. */
export function NewOrganisationDrawer({ onClose }: { onClose: () => void }) {
  const t = useTranslations('platform.create')
  const words = useTranslations('organisations.errors')
  const common = useTranslations('common.actions')
  const { platform } = useDirectory()
  const queryClient = useQueryClient()
  // gcTime 0: the answer may hold the invitation's link, and must not outlive the drawer.
  const create = useMutation(
    platform.createOrganisation.mutationOptions({
      gcTime: 0,
      onSettled: () => queryClient.invalidateQueries({ queryKey: platform.organisations.queryKey() }),
    }),
  )
  const submit = async ({ name, timeZone, email, firstName, lastName }: NewOrganisation) => {
    try {
      await create.mutateAsync({ name, timeZone, administrator: { email, firstName, lastName } })
    } catch (error) {
      const { code, fields } = readFailure(error)
      if (code === 'CONFLICT') return { email: words('emailTaken') }
      return placeFaults(fields)
    }
  }
  const isPlaced = create.error && readFailure(create.error).code === 'CONFLICT'
  return (
    <Drawer opened onClose={onClose} title={t('title')} closeOnClickOutside={!create.data}>
      {create.data ? (
        <Stack gap="md">
          <Text>{t('done', { name: create.data.organisation.name })}</Text>
          <SentLinkNote sent={create.data.invitation} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{common('close')}</Button>
          </Group>
        </Stack>
      ) : (
        <OrganisationForm
          submitLabel={t('submit')}
          onSubmit={submit}
          onCancel={onClose}
          fault={create.error && !isPlaced && <ErrorState error={create.error} />}
        />
      )}
    </Drawer>
  )
}

/** The service's faults at the fields that it names, as in `administrator.email`. */
function placeFaults(fields: { path: string; message: string }[]) {
  const placed = fields.flatMap(({ path, message }) => {
    const field = organisationFields.find((known) => known === path.replace(/^administrator\./, ''))
    return field ? [[field, message]] : []
  })
  return placed.length > 0 ? Object.fromEntries(placed) : undefined
}
