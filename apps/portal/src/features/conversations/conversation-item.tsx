'use client'

import { Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { UserAvatar } from '@/components/user-avatar'
import type { ChatOut } from '@/trpc/routers'
import classes from './conversations.module.css'

export type Conversation = ChatOut['conversations']['list']['items'][number]

const namesShown = 3
const facesShown = 3

export function ConversationItem({ conversation }: { conversation: Conversation }) {
  const { title, lastMessage, lastMessageAt } = conversation
  return (
    <li className={classes.item}>
      <Faces conversation={conversation} />
      <div className={classes.words}>
        <div className={classes.head}>
          <Text component="h2" className={classes.title} truncate>
            {title === null ? <Names conversation={conversation} /> : <bdi>{title}</bdi>}
          </Text>
          <Text span size="sm" c="dimmed" className={classes.time}>
            <TimeAgo at={lastMessageAt} />
          </Text>
        </div>
        {title !== null && (
          <Text size="sm" c="dimmed" truncate>
            <Names conversation={conversation} />
          </Text>
        )}
        <Text dir="auto" className={classes.message}>
          {lastMessage}
        </Text>
      </div>
    </li>
  )
}

/** The participants' pictures, a few of them: their names stand beside. */
function Faces({ conversation: { participants } }: { conversation: Conversation }) {
  return (
    <div className={classes.faces} aria-hidden>
      {participants.slice(0, facesShown).map(({ userId, fullName, avatar }) => (
        <UserAvatar key={userId} name={fullName} src={avatar} size={28} />
      ))}
      {participants.length === 0 && <IconUsers size={28} stroke={1.5} />}
    </div>
  )
}

/** "Tendai Moyo, Rudo Dube and 2 others"; whoever has left the directory has no name left, and is counted. */
function Names({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('conversations')
  const format = useFormatter()
  const { participants, unresolvedParticipants } = conversation
  const hidden = Math.max(0, participants.length - namesShown)
  const names = participants.slice(0, namesShown).map((profile) => <Name key={profile.userId} profile={profile} />)
  const others = hidden > 0 ? [<span key="others">{t('others', { count: hidden })}</span>] : []
  const left =
    unresolvedParticipants > 0
      ? [
          <span key="left" title={t('leftHint')}>
            {t('left', { count: unresolvedParticipants })}
          </span>,
        ]
      : []
  return <>{format.list([...names, ...others, ...left])}</>
}

/** A name; while the directory is away perhaps only the last one known, and said to be. */
function Name({ profile: { fullName, source, ageSeconds } }: { profile: Conversation['participants'][number] }) {
  const t = useTranslations('conversations')
  const { seconds } = useAmounts()
  if (source !== 'stale') return <bdi>{fullName}</bdi>
  return (
    <span title={t('staleHint', { age: seconds(ageSeconds ?? 0) })}>
      <bdi>{fullName}</bdi> {t('stale')}
    </span>
  )
}
