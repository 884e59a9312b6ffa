'use client'

import { Button, type ButtonProps } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReasonDialog } from '@/components/reason-dialog'
import type { Repair, ServiceName } from './use-repair'

export interface RepairButtonProps extends Pick<ButtonProps, 'variant'> {
  repair: Repair
  services: readonly ServiceName[]
  /** The person's. */
  name: string
}

/** Brings a person up to date in some services, once it is said why. */
export function RepairButton({ repair, services, name, variant = 'filled' }: RepairButtonProps) {
  const t = useTranslations('user.remedies')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        variant={variant}
        size="compact-sm"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={repair.pending}
        onClick={() => setAsking(true)}
      >
        {t('repair')}
      </Button>
      {asking && (
        <ReasonDialog
          deed="repair"
          onClose={() => setAsking(false)}
          title={t('repairTitle', { name })}
          confirmLabel={t('repair')}
          onConfirm={(reason) => {
            setAsking(false)
            repair.repair(services, reason)
          }}
          pending={false}
        >
          {t('repairHint', { count: services.length })}
        </ReasonDialog>
      )}
    </>
  )
}
