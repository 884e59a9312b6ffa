'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import { EditUserDrawer, type EditUserDrawerProps } from '../edit-user-drawer'
import { NewUserDrawer } from '../form/new-user-drawer'
import type { Panel, PanelForm } from './use-panel'

const isSame = (a: PanelForm | null, b: PanelForm | null) => JSON.stringify(a) === JSON.stringify(b)

/** The form that the address asks for. When the address changes, what is unsaved is asked about before it goes. */
export function PanelForms({ panel }: { panel: Panel }) {
  const [shown, setShown] = useState(panel.form)
  if (!shown && panel.form) setShown(panel.form)
  if (!shown) return null
  const wantsClosed = !isSame(shown, panel.form)
  const close = () => {
    if (wantsClosed) setShown(panel.form)
    else void panel.closeForm()
  }
  const drawer = { wantsClosed, onClose: close, onKeep: () => wantsClosed && void panel.openForm(shown) }
  return shown.kind === 'new' ? (
    <NewUserDrawer {...drawer} onCreated={(user) => panel.openSaved(user.id, user.version, true)} />
  ) : (
    <EditById
      key={shown.id}
      id={shown.id}
      {...drawer}
      onSaved={(user) => panel.openSaved(user.id, user.version, false)}
    />
  )
}

function EditById({ id, ...drawer }: Omit<EditUserDrawerProps, 'user'> & { id: string }) {
  const query = useQuery(useDirectory().users.byId.queryOptions({ id }))
  const isGone = Boolean(drawer.wantsClosed) && !query.data
  const closeNow = useEffectEvent(drawer.onClose)
  useEffect(() => {
    if (isGone) closeNow()
  }, [isGone])
  if (query.data) return <EditUserDrawer user={query.data} {...drawer} />
  return (
    <Drawer opened onClose={drawer.onClose} title={<Skeleton height={24} width={200} />}>
      {query.isError ? <ErrorState error={query.error} onRetry={() => query.refetch()} /> : <Skeleton height={480} />}
    </Drawer>
  )
}
