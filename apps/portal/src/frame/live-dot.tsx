'use client'

import { Popover, Text, UnstyledButton } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import type { Connection } from '@/live/use-connection'
import classes from './frame.module.css'

/** Whether what is on the page follows what happens: a dot, and the word; pressed, what it means and since when. */
export function LiveDot({ connection }: { connection: Connection }) {
  const t = useTranslations('frame.live')
  const services = useTranslations('common.services')
  const { state, away, since } = connection
  const names = away.map((source) => services(source)).join(', ')
  return (
    // Around the button: what changes inside one is not read out.
    <span role="status" className={classes.liveState}>
      <Popover position="bottom-start" width={280}>
        <Popover.Target>
          <UnstyledButton className={classes.live} data-state={state}>
            <span className={classes.dot} aria-hidden />
            {t(state)}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Text>{state === 'reconnecting' ? t('hint.reconnecting', { services: names }) : t(`hint.${state}`)}</Text>
          {since && (
            <Text c="dimmed" fz={13} mt={4}>
              {t.rich('since', { ago: () => <TimeAgo at={since} /> })}
            </Text>
          )}
        </Popover.Dropdown>
      </Popover>
    </span>
  )
}
