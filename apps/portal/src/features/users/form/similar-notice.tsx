'use client'

import { Anchor, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { useDirectory } from '@/trpc/contexts'
import type { Likeness } from '../user-form-values'
import { fullNameOf } from '../user-roles'
import classes from './form.module.css'

export interface SimilarNoticeProps {
  /** Null while too little is typed. */
  likeness: Likeness | null
  userId?: string
}

/** Who in the directory may be the same person, said before they are there twice. It stops nobody. */
export function SimilarNotice({ likeness, userId }: SimilarNoticeProps) {
  const t = useTranslations('users.similar')
  const format = useFormatter()
  const { data } = useQuery(
    useDirectory().users.similar.queryOptions(
      { ...(likeness ?? { firstName: '', lastName: '' }), ...(userId && { exceptId: userId }) },
      // What was typed must not outlive the form, and who isn't there yet may be soon.
      { enabled: likeness !== null, placeholderData: keepPreviousData, gcTime: 0, staleTime: 0, retry: false },
    ),
  )
  const found = likeness ? (data?.items ?? []) : []
  return (
    <div role="status" className={classes.notice}>
      {found.length > 0 && (
        <Notice tone="amber">
          {t('title', { count: found.length })}
          <ul className={classes.similar}>
            {found.map(({ user, same }) => (
              <li key={user.id}>
                {/* In another tab: what is typed here stays. */}
                <Anchor component={Link} href={`/users/${user.id}`} target="_blank">
                  <bdi>{fullNameOf(user)}</bdi>
                </Anchor>{' '}
                <Text span c="dimmed" fz={13}>
                  <bdi>{user.email}</bdi> ·{' '}
                  {t('same', { fields: format.list(same.map((field) => t(`fields.${field}`))) })}
                </Text>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
