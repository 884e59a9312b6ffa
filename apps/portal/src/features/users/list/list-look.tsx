'use client'

import { ActionIcon, Popover, Skeleton } from '@mantine/core'
import { IconLayoutColumns } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { late } from '@/components/late'
import { useIdleLoad } from '@/components/use-idle-load'
import type { LookChoicesProps } from './look-choices'

const LookChoices = late(
  () => import('./look-choices').then((module) => module.LookChoices),
  () => <Skeleton height={360} />,
)

/** Which columns the table shows, and how close its rows stand. */
export function ListLook({ list, maySync }: LookChoicesProps) {
  const t = useTranslations('users')
  useIdleLoad(LookChoices.load)
  return (
    <Popover position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('look.title')} title={t('look.title')}>
          <IconLayoutColumns size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('look.title')}>
        <LookChoices list={list} maySync={maySync} />
      </Popover.Dropdown>
    </Popover>
  )
}
