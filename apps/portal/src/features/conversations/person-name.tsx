'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import type { ChatOut } from '@/trpc/routers'

export type ConversationPerson = ChatOut['conversations']['byId']['participants'][number]
type Profile = NonNullable<ConversationPerson['profile']>

/** A name; while the directory is away perhaps only the last one known, and said to be. */
export function ProfileName({ profile: { fullName, source, ageSeconds } }: { profile: Profile }) {
  const t = useTranslations('conversations')
  const { seconds } = useAmounts()
  if (source !== 'stale') return <bdi>{fullName}</bdi>
  return (
    <span title={t('staleHint', { age: seconds(ageSeconds ?? 0) })}>
      <bdi>{fullName}</bdi> {t('stale')}
    </span>
  )
}

/** Who somebody in a thread is: a link for whoever may open people; those without a profile are said to be. */
export function PersonName({ person }: { person: ConversationPerson | null }) {
  const t = useTranslations('conversations.person')
  const mayOpen = useMay('users.read')
  if (!person) return <em title={t('unrecordedHint')}>{t('unrecorded')}</em>
  if (!person.profile) {
    const standing = person.standing === 'departed' ? 'departed' : 'unknown'
    return <em title={t(`${standing}Hint`)}>{t(standing)}</em>
  }
  const name = <ProfileName profile={person.profile} />
  if (!mayOpen) return name
  return (
    <Anchor component={Link} href={`/users/${person.userId}`} c="inherit" underline="hover" inherit>
      {name}
    </Anchor>
  )
}
