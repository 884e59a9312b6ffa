'use client'

import { Anchor, Skeleton, Text } from '@mantine/core'
import Link from 'next/link'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import classes from './reassign.module.css'
import { reassignHref } from './reassign-href'
import type { OrphanedClinician } from './reassignment-run'
import { useReassignView } from './use-reassign-view'

/** Who has left, whose patients come soonest first. */
export function LeftPeople({ people }: { people: OrphanedClinician[] | undefined }) {
  const t = useTranslations('appointments.reassign')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const { view } = useReassignView()
  if (!people) return <Skeleton h={56} />
  return (
    <ul className={classes.people}>
      {people.map(({ id, name, avatar, why, count, next }) => (
        <li key={id} className={classes.person} data-opened={id === view.clinician || undefined}>
          <UserAvatar name={name} src={avatar} size={40} />
          <div className={classes.personText}>
            <Anchor
              component={Link}
              href={reassignHref({ clinician: id })}
              scroll={false}
              fw={600}
              aria-label={t('open', { name })}
              aria-current={id === view.clinician || undefined}
            >
              <bdi>{name}</bdi>
            </Anchor>
            <Text size="sm" c="dimmed">
              {[
                t(`why.${why}`),
                t('counted', { count }),
                t('first', {
                  day: format.dateTime(new Date(next), { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
                }),
              ].join(' · ')}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  )
}
