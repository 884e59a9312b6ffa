'use client'

import { Button, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { ChangeItems } from '@/components/change-items'
import { EventTrip } from '@/components/event-trip'
import { eventTypeKeys } from '@/components/event-type'
import { TimeAgo } from '@/components/time-ago'
import { useMay } from '@/frame/me-provider'
import type { HistoryEntry } from '@/trpc/routers'
import classes from './user.module.css'

export interface HistoryItemProps {
  entry: HistoryEntry
  /** Whether its trip is shown. */
  opened: boolean
  onToggle: () => void
}

/** Who did what, from → to, through what, when; and, opened, how it travelled. */
export function HistoryItem({ entry, opened, onToggle }: HistoryItemProps) {
  const t = useTranslations('user')
  const maySync = useMay('sync.read')
  const tripId = useId()
  const { actor, changes, eventType, occurredAt, userVersion } = entry
  const who = actor.name ?? (actor.kind === 'user' ? t('actor.formerUser') : actor.id)
  return (
    <li className={classes.entry}>
      <div className={classes.entryHead}>
        <Text component="span" fw={600}>
          {t(`events.${eventTypeKeys[eventType]}`)}
        </Text>
        <Text component="span" fz={13} c="dimmed">
          v{userVersion} · <TimeAgo at={occurredAt} />
        </Text>
      </div>
      <Text fz={13} c="dimmed">
        {t.rich('by', { who: () => <bdi>{who}</bdi>, through: t(`through.${actor.kind}`) })}
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
      {maySync && <div id={tripId}>{opened && <EventTrip eventId={entry.eventId} />}</div>}
    </li>
  )
}
