'use client'

import { useDisclosure } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { late } from '@/components/late'
import { useListedKey } from '@/components/listed-keys'
import { ReasonDialog } from '@/components/reason-dialog'
import { useGo } from '@/components/use-go'
import { useIdleLoad } from '@/components/use-idle-load'
import { useKey } from '@/components/use-key'
import { useMay } from './me-provider'

const KeysDialog = late(() => import('@/components/keys-dialog').then((module) => module.KeysDialog))

/** The keys that work on every page, and the help that lists all that work here. */
export function FrameKeys() {
  const t = useTranslations('frame.keys')
  const go = useGo()
  const mayBook = useMay('appointments.write')
  const [helps, { open, close }] = useDisclosure()
  useListedKey('mod+k', t('palette'), 'everywhere')
  useKey('a', () => mayBook && go('/appointments/new'), mayBook ? t('newAppointment') : undefined, 'everywhere')
  useKey('?', open, t('help'), 'everywhere')
  useIdleLoad(ConfirmDialog.load)
  useIdleLoad(ReasonDialog.load)
  useIdleLoad(KeysDialog.load)
  return helps && <KeysDialog opened onClose={close} />
}
