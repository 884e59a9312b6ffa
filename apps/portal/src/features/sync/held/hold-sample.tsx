'use client'

import { Anchor, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import { isUserRole } from '../../users/user-roles'
import classes from './held.module.css'
import type { Hold } from './read-hold'

/** The first people whom a hold is about, and how many more there are. */
export function HoldSample({ hold: { sample, people } }: { hold: Hold }) {
  const t = useTranslations('sync.held')
  const roles = useTranslations('common.roles')
  const more = people - sample.length
  return (
    <>
      <ul className={classes.sample} aria-label={t('people')}>
        {sample.map(({ userId, fullName, role, change }) => (
          <li key={userId} className={classes.person}>
            <UserAvatar name={fullName} size={28} />
            <div className={classes.who}>
              <Anchor component={Link} href={`/users/${userId}`} underline="hover" c="inherit">
                <bdi>{fullName}</bdi>
              </Anchor>
              <Text fz={12} lh="16px" c="dimmed">
                {isUserRole(role) ? roles(role) : role} · {t(`change.${change}`)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text c="dimmed" mt="xs">
          {t('more', { count: more })}
        </Text>
      )}
    </>
  )
}
