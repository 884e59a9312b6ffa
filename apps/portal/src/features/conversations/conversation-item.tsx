'use client'

import { Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import { UserAvatar } from '@/components/user-avatar'
import type { ChatOut } from '@/trpc/routers'
import classes from './conversations.module.css'
import { ProfileName } from './person-name'

export type Conversation = ChatOut['conversations']['list']['items'][number]

const namesShown = 3
const facesShown = 2

export interface ConversationItemProps {
  conversation: Conversation
  href: string
  /** Whether it is the one that is read. */
  opened: boolean
}

/** One conversation of the list: who, the last message, and when. */
export function ConversationItem({ conversation, href, opened }: ConversationItemProps) {
  const { title, lastMessage, lastMessageAt } = conversation
  return (
    <li>
      <Link href={href} className={classes.item} aria-current={opened || undefined} scroll={false}>
        <Faces conversation={conversation} />
        <span className={classes.words}>
          <span className={classes.head}>
            <Text span className={classes.title} truncate>
              {title === null ? <Names conversation={conversation} /> : <bdi>{title}</bdi>}
            </Text>
            <Text span fz={13} c="dimmed" className={classes.time}>
              <TimeAgo at={lastMessageAt} />
            </Text>
          </span>
          {title !== null && (
            <Text span fz={13} c="dimmed" truncate display="block">
              <Names conversation={conversation} />
            </Text>
          )}
          <Text span dir="auto" c="dimmed" truncate display="block">
            {lastMessage}
          </Text>
        </span>
      </Link>
    </li>
  )
}

/** The participants' pictures, a few of them: their names stand beside. */
function Faces({ conversation: { participants } }: { conversation: Conversation }) {
  return (
    <span className={classes.faces} aria-hidden>
      {participants.slice(0, facesShown).map(({ userId, fullName, avatar }) => (
        <UserAvatar key={userId} name={fullName} src={avatar} size={28} />
      ))}
      {participants.length === 0 && <IconUsers size={28} stroke={1.5} />}
    </span>
  )
}

/** "Tendai Moyo, Rudo Dube and 2 others"; whoever has left the directory has no name left, and is counted. */
function Names({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('conversations')
  const format = useFormatter()
  const { participants, unresolvedParticipants } = conversation
  const hidden = Math.max(0, participants.length - namesShown)
  const names = participants
    .slice(0, namesShown)
    .map((profile) => <ProfileName key={profile.userId} profile={profile} />)
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
