'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { Section } from '@/components/section'
import { useIdleLoad } from '@/components/use-idle-load'
import { useMe } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { SecondFactorDeed } from './second-factor-dialog'

const loadDialog = () => import('./second-factor-dialog').then((module) => module.SecondFactorDialog)
const SecondFactorDialog = dynamic(loadDialog, { ssr: false })

/** Whether signing in takes a code, and what may be done about it. */
export function SecondFactorSettings() {
  const t = useTranslations('twoFactor.settings')
  const { twoFactor } = useMe()
  const directory = useDirectory()
  const queryClient = useQueryClient()
  const [deed, setDeed] = useState<SecondFactorDeed | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: directory.me.pathKey() })
  const close = () => setDeed(null)
  const disabled = () => {
    notify({ text: t('disabled') })
    void refresh()
    close()
  }
  useIdleLoad(loadDialog)
  const Icon = twoFactor.enabled ? IconShieldCheck : IconShieldOff
  return (
    <Section
      padding="lg"
      title={t('title')}
      aside={
        <Group gap={6} c={twoFactor.enabled ? 'var(--rc-green)' : 'dimmed'} component="span">
          <Icon size={18} stroke={1.9} aria-hidden />
          <span>{t(twoFactor.enabled ? 'on' : 'off')}</span>
        </Group>
      }
    >
      <Text>{t(twoFactor.enabled ? 'onText' : 'offText')}</Text>
      {twoFactor.enabled && twoFactor.required && (
        <Text c="dimmed" mt="xs">
          {t('requiredText')}
        </Text>
      )}
      <Group mt="md" gap="sm">
        {!twoFactor.enabled && <Button onClick={() => setDeed('enable')}>{t('enable')}</Button>}
        {twoFactor.enabled && (
          <Button variant="default" onClick={() => setDeed('renew')}>
            {t('renew')}
          </Button>
        )}
        {twoFactor.enabled && !twoFactor.required && (
          <Button variant="default" onClick={() => setDeed('disable')}>
            {t('disable')}
          </Button>
        )}
      </Group>
      {deed && <SecondFactorDialog deed={deed} onEnabled={refresh} onDisabled={disabled} onClose={close} />}
    </Section>
  )
}
