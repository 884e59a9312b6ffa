'use client'

import { Anchor, Button, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useId, useRef } from 'react'
import { ChangeItems } from '@/components/change-items'
import { EventTrip } from '@/components/event-trip'
import { eventTypeKeys } from '@/components/event-type'
import { ExactTime } from '@/components/exact-time'
import { useMay } from '@/frame/me-provider'
import type { HistoryEntry } from '@/trpc/routers'
import { historyIcons } from './history-icons'
import { type Through, throughOf } from './through-of'
import { eventHref } from './use-user-view'
import classes from './user.module.css'

export interface HistoryItemProps {
  userId: string
  entry: HistoryEntry
  /** Whether its trip is shown. */
  opened: boolean
  onToggle: () => void
}

/** Who did what, from → to, through what, when; and, opened, how it travelled. */
export function HistoryItem({ userId, entry, opened, onToggle }: HistoryItemProps) {
  const t = useTranslations('user')
  const maySync = useMay('sync.read')
  const tripId = useId()
  const itemRef = useShownOnce(opened)
  const { actor, changes, eventId, eventType, userVersion } = entry
  const who = actor.name ?? (actor.kind === 'user' ? t('actor.formerUser') : actor.id)
  const Icon = historyIcons[eventType]
  return (
    <li ref={itemRef} className={classes.entry} data-opened={opened || undefined}>
      <span className={classes.entryIcon} aria-hidden>
        <Icon size={16} stroke={1.8} />
      </span>
      <div className={classes.entryBody}>
        <div className={classes.entryHead}>
          <Text component="span" fw={600}>
            {t(`events.${eventTypeKeys[eventType]}`)}
          </Text>
          <Moment entry={entry} href={eventHref(userId, eventId)} />
        </div>
        <Text fz={13} c="dimmed" className={classes.by}>
          {t.rich('by', { who: () => <bdi>{who}</bdi>, through: () => <Way through={throughOf(entry)} /> })}
        </Text>
        <ul className={classes.changes}>
          <ChangeItems changes={changes} />
        </ul>
        {maySync && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.tripToggle}
            leftSection={<IconRoute size={16} aria-hidden />}
            aria-expanded={opened}
            aria-controls={tripId}
            onClick={onToggle}
          >
            {t(opened ? 'hideTrip' : 'showTrip')}
            <span className="rc-visually-hidden">, v{userVersion}</span>
          </Button>
        )}
        {maySync && <div id={tripId}>{opened && <EventTrip eventId={eventId} />}</div>}
      </div>
    </li>
  )
}

function Way({ through }: { through: Through }) {
  const t = useTranslations('user.through')
  return <span title={through === 'api' ? t('apiHint') : undefined}>{t(through)}</span>
}

/** The version and the time of day, which is also the way to link to this change. */
function Moment({ entry: { occurredAt, userVersion }, href }: { entry: HistoryEntry; href: string }) {
  const t = useTranslations('user')
  const format = useFormatter()
  const moment = new Date(occurredAt)
  return (
    <Text component="span" fz={13} c="dimmed">
      v{userVersion} ·{' '}
      <Anchor component={Link} href={href} scroll={false} c="inherit" underline="hover" inherit>
        <ExactTime at={moment}>
          {format.dateTime(moment, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}
        </ExactTime>
        <span className="rc-visually-hidden">, {t('linkToChange')}</span>
      </Anchor>
    </Text>
  )
}

/** Whoever comes for one change finds it in view; opening another moves nothing. */
function useShownOnce(opened: boolean) {
  const ref = useRef<HTMLLIElement>(null)
  const came = useRef(opened)
  useEffect(() => {
    if (came.current) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return ref
}
