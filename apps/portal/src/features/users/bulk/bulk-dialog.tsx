'use client'

import { NativeSelect, Skeleton, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { longestReason } from '@/components/reasons'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { BulkDeed, DirectoryIn, UserRole } from '@/trpc/routers'
import { useSubmitOnce } from '../use-submit-once'
import { isUserRole, userRoles } from '../user-roles'
import { type BulkDeedKind, isCount, mustType } from './bulk-deeds'
import { BulkPreview } from './bulk-preview'

export interface BulkDialogProps {
  kind: BulkDeedKind
  selection: DirectoryIn['users']['bulk']['start']['selection']
  onClose: () => void
  onStarted: (runId: string) => void
}

/** The deed as far as it is chosen, what would come of it, and how it is started. */
function useBulkDeed({ kind, selection, onStarted }: BulkDialogProps) {
  const { bulk } = useDirectory().users
  const [role, setRole] = useState<UserRole | null>(null)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const [reason, setReason] = useState('')
  const deed: BulkDeed | null = kind === 'setRole' ? role && { kind, role } : { kind }
  const preview = useQuery(
    bulk.preview.queryOptions(
      { selection, deed: deed ?? { kind: 'activate' } },
      { enabled: deed !== null, staleTime: 0, gcTime: 0 },
    ),
  )
  const start = useMutation(bulk.start.mutationOptions())
  const willChange = deed ? (preview.data?.willChange ?? 0) : 0
  const isTyped = !mustType(willChange) || isCount(typed, willChange)
  const hasMoved = start.error !== null && readFailure(start.error).fields.some(({ path }) => path === 'expected')
  const confirm = useSubmitOnce(async () => {
    setTried(true)
    if (!deed || willChange === 0 || !isTyped) return
    const why = reason.trim()
    try {
      const run = await start.mutateAsync({ selection, deed, expected: willChange, ...(why && { reason: why }) })
      onStarted(run.id)
    } catch {
      // Shown below; the count may have moved meanwhile.
      setTyped('')
      await preview.refetch()
    }
  })
  const fields = { role, setRole, typed, setTyped, reason, setReason }
  return { ...fields, deed, preview, start, willChange, tried, isTyped, hasMoved, confirm }
}

/** Counts what would happen before it does, and has large numbers typed. */
export function BulkDialog(props: BulkDialogProps) {
  const { kind, onClose } = props
  const t = useTranslations('users.bulk')
  const { role, setRole, typed, setTyped, reason, setReason, ...asked } = useBulkDeed(props)
  const { deed, preview, start, willChange, tried, isTyped, hasMoved, confirm } = asked
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`titles.${kind}`)}
      confirmLabel={deed && preview.data ? t(`confirm.${kind}`, { count: willChange }) : t(`titles.${kind}`)}
      onConfirm={confirm}
      pending={start.isPending || preview.isFetching}
      disabled={preview.data?.willChange === 0}
      danger={kind === 'deactivate' || kind === 'remove'}
      error={hasMoved ? null : start.error}
    >
      <Text mb="md">{t(`consequence.${kind}`)}</Text>
      {kind === 'setRole' && <RoleField role={role} onChange={setRole} missing={tried && !role} />}
      {hasMoved && (
        <Text mb="md" role="alert" c="var(--rc-amber)">
          {t('moved')}
        </Text>
      )}
      <div style={{ minHeight: 40 }} aria-busy={preview.isFetching}>
        {preview.data && deed && <BulkPreview preview={preview.data} />}
        {preview.isLoading && <Skeleton height={40} />}
        {preview.isError && <ErrorState error={preview.error} onRetry={() => preview.refetch()} />}
      </div>
      {mustType(willChange) && (
        <TextInput
          mt="md"
          label={t('typeCount', { count: willChange })}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
          error={tried && !isTyped && t('countWrong', { count: willChange })}
          inputMode="numeric"
          autoComplete="off"
          withAsterisk
        />
      )}
      <TextInput
        mt="md"
        label={t('reason')}
        description={t('reasonHint')}
        value={reason}
        maxLength={longestReason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
        autoComplete="off"
      />
    </ConfirmDialog>
  )
}

interface RoleFieldProps {
  role: UserRole | null
  onChange: (role: UserRole | null) => void
  missing: boolean
}

function RoleField({ role, onChange, missing }: RoleFieldProps) {
  const t = useTranslations('users.bulk')
  const common = useTranslations('common')
  return (
    <NativeSelect
      label={t('newRole')}
      data-autofocus
      mb="md"
      value={role ?? ''}
      data={[
        { value: '', label: t('chooseRole') },
        ...userRoles.map((value) => ({ value, label: common(`roles.${value}`) })),
      ]}
      error={missing && t('roleMissing')}
      onChange={({ currentTarget: { value } }) => onChange(isUserRole(value) ? value : null)}
    />
  )
}
