'use client'

import { Button, Popover, Skeleton } from '@mantine/core'
import { IconBuilding, IconChevronDown } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { late } from '@/components/late'
import { useIdleLoad } from '@/components/use-idle-load'
import classes from '../users.module.css'
import { noUnit } from '../users-view'
import type { UnitChoicesProps } from './unit-choices'

const UnitChoices = late(
  () => import('./unit-choices').then((module) => module.UnitChoices),
  () => <Skeleton height={166} />,
)

/** Which ministries and departments the list is of. */
export function UnitFilter({ units, onChange }: UnitChoicesProps) {
  useIdleLoad(UnitChoices.load)
  const t = useTranslations('users.filters')
  const [opened, setOpened] = useState(false)
  const [only] = units
  const label = units.length === 1 && only !== undefined ? (only === noUnit ? t('noUnit') : only) : null
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          className={classes.picker}
          data-set={units.length > 0 || undefined}
          leftSection={<IconBuilding size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          // Not before its field is there to take the focus.
          onClick={() => void UnitChoices.load().then(() => setOpened(!opened))}
          aria-haspopup="dialog"
        >
          {label ?? t('units', { count: units.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('unit')}>
        <UnitChoices units={units} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  )
}
