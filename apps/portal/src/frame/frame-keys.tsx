'use client'

import { useDisclosure } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { loadConfirmDialogs } from '@/components/confirm-dialog'
import { useListedKey } from '@/components/listed-keys'
import { useGo } from '@/components/use-go'
import { useIdleLoad } from '@/components/use-idle-load'
import { useKey } from '@/components/use-key'
import { useMay } from './me-provider'

const loadKeysDialog = () => import('@/components/keys-dialog').then((module) => module.KeysDialog)
const KeysDialog = dynamic(loadKeysDialog, { ssr: false })

/** The keys that work on every page, and the help that lists all that work here. */
export function FrameKeys() {
  const t = useTranslations('frame.keys')
  const go = useGo()
  const mayBook = useMay('appointments.write')
  const [helps, { open, close }] = useDisclosure()
  useListedKey('mod+k', t('palette'), 'everywhere')
  useKey('a', () => mayBook && go('/appointments/new'), mayBook ? t('newAppointment') : undefined, 'everywhere')
  useKey('?', open, t('help'), 'everywhere')
  useIdleLoad(loadConfirmDialogs)
  useIdleLoad(loadKeysDialog)
  return helps && <KeysDialog opened onClose={close} />
}
