'use client'

import { Button, List, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useMe } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { useImportParams } from './import-params'
import type { ImportDetail } from './import-queries'

/** Asks with the numbers that will be written, and begins. */
export function ApplyImport({ run }: { run: ImportDetail }) {
  const t = useTranslations('import.apply')
  const [isAsking, setIsAsking] = useState(false)
  const { setParams } = useImportParams()
  const { users } = useDirectory()
  const me = useMe()
  const queryClient = useQueryClient()
  const { create, update, deactivate, faulty } = run.planned
  const count = create + update + deactivate
  const begin = useMutation(
    users.import.begin.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: users.import.pathKey() })
        await setParams({ step: 'report', rows: null, after: null, page: null })
      },
      onError: () => queryClient.invalidateQueries({ queryKey: users.import.run.pathKey() }),
    }),
  )
  if (count === 0) return <Text fw={500}>{t('nothing')}</Text>
  if (run.startedBy.id !== me.user.id) return <Text>{t('notYours', { name: run.startedBy.name })}</Text>
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{t('button', { count })}</Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('title', { count })}
        confirmLabel={t('button', { count })}
        onConfirm={() => begin.mutate({ id: run.id, expected: { create, update, deactivate } })}
        pending={begin.isPending}
        error={begin.error}
        danger={deactivate > 0}
      >
        <List>
          {create > 0 && <List.Item>{t('create', { count: create })}</List.Item>}
          {update > 0 && <List.Item>{t('update', { count: update })}</List.Item>}
          {deactivate > 0 && <List.Item>{t('deactivate', { count: deactivate })}</List.Item>}
          {faulty > 0 && <List.Item>{t('faulty', { count: faulty })}</List.Item>}
          {run.brake === 'holds' && <List.Item>{t('brake')}</List.Item>}
        </List>
      </ConfirmDialog>
    </>
  )
}
