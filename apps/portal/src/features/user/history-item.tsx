'use client'

import { Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import { FieldValue } from '@/features/users/field-value'
import type { HistoryEntry } from '@/trpc/routers'
import classes from './user.module.css'

const typeKeys = {
  'user.created': 'created',
  'user.updated': 'updated',
  'user.activated': 'activated',
  'user.deactivated': 'deactivated',
  'user.role.changed': 'roleChanged',
  'user.deleted': 'deleted',
  'user.restored': 'restored',
} as const satisfies Record<HistoryEntry['eventType'], string>

const fieldKeys = [
  'email',
  'firstName',
  'lastName',
  'role',
  'phoneNumber',
  'matricule',
  'ministere',
  'sexe',
  'avatar',
  'isActive',
  'mustChangePassword',
  'deletedAt',
] as const

/** Who did what, from → to, through what, when. */
export function HistoryItem({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations('user')
  const { actor, changes, eventType, occurredAt, userVersion } = entry
  const who = actor.name ?? (actor.kind === 'user' ? t('actor.formerUser') : actor.id)
  return (
    <li className={classes.entry}>
      <div className={classes.entryHead}>
        <Text component="span" fw={600}>
          {t(`events.${typeKeys[eventType]}`)}
        </Text>
        <Text component="span" fz={13} c="dimmed">
          v{userVersion} · <TimeAgo at={occurredAt} />
        </Text>
      </div>
      <Text fz={13} c="dimmed">
        {t.rich('by', { who: () => <bdi>{who}</bdi>, through: t(`through.${actor.kind}`) })}
      </Text>
      <ul className={classes.changes}>
        {Object.entries(changes).map(([field, change]) => (
          <li key={field}>
            <span className={classes.field}>{fieldName(t, field)}</span>{' '}
            <FieldValue field={field} value={change.from} />{' '}
            <IconArrowRight size={14} aria-label={t('to')} role="img" />{' '}
            <strong>
              <FieldValue field={field} value={change.to} />
            </strong>
          </li>
        ))}
      </ul>
    </li>
  )
}

function fieldName(t: ReturnType<typeof useTranslations<'user'>>, field: string): string {
  const known = fieldKeys.find((key) => key === field)
  return known ? t(`fields.${known}`) : field
}
