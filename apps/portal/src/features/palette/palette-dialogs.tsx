'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useDirectory } from '@/trpc/contexts'
import type { PaletteDialog } from './palette-entry'

const KeysDialog = dynamic(() => import('@/components/keys-dialog').then((module) => module.KeysDialog))
const PauseDialog = dynamic(() => import('../sync/queues/pause-dialog').then((module) => module.PauseDialog))
const ResumeDialog = dynamic(() => import('../sync/queues/resume-dialog').then((module) => module.ResumeDialog))
const ReconcileDialog = dynamic(() =>
  import('../sync/reconcile/reconcile-dialog').then((module) => module.ReconcileDialog),
)
const InvalidateDialog = dynamic(() =>
  import('../cache/profiles/invalidate-dialog').then((module) => module.InvalidateDialog),
)
const EditUserDrawer = dynamic(() => import('../users/edit-user-drawer').then((module) => module.EditUserDrawer))

/** What an action asks before it is done. */
export function PaletteDialogs({ dialog, onClose }: { dialog: PaletteDialog; onClose: () => void }) {
  switch (dialog.kind) {
    case 'keys':
      return <KeysDialog opened onClose={onClose} />
    case 'pause':
      return <PauseDialog name={dialog.service} waiting={dialog.waiting} onClose={onClose} />
    case 'resume':
      return <ResumeDialog name={dialog.service} waiting={dialog.waiting} onClose={onClose} />
    case 'reconcile':
      return <ReconcileDialog name={dialog.service} mode="apply" onClose={onClose} />
    case 'invalidate':
      return <InvalidateDialog id={dialog.userId} name={dialog.name} onClose={onClose} />
    case 'edit':
      return <EditPerson userId={dialog.userId} onClose={onClose} />
  }
}

function EditPerson({ userId, onClose }: { userId: string; onClose: () => void }) {
  // An edit names the version it changes, so it must be the newest.
  const { data } = useQuery(useDirectory().users.byId.queryOptions({ id: userId }, { staleTime: 0 }))
  return data ? <EditUserDrawer user={data} onClose={onClose} /> : null
}
