'use client'

import { IconUserOff, IconUserQuestion } from '@tabler/icons-react'
import { useFormatter } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import { UserAvatar } from '@/components/user-avatar'
import { utcTitle } from '@/components/utc-title'
import { MessageText } from './message-text'
import { type ConversationPerson, PersonName } from './person-name'
import classes from './thread.module.css'
import type { Message, Utterance } from './thread-groups'

export interface UtteranceItemProps {
  utterance: Utterance
  /** null where nobody knows who it was. */
  author: ConversationPerson | null
  /** Whether the viewer said it. */
  own: boolean
}

/** What one person said in one breath: who, when, and a bubble for each message. */
export function UtteranceItem({ utterance: { messages }, author, own }: UtteranceItemProps) {
  const [first] = messages
  return (
    <li className={classes.utterance} data-own={own || undefined}>
      <Face author={author} />
      <div className={classes.said}>
        <p className={classes.by}>
          <span className={classes.author}>
            <PersonName person={author} />
          </span>{' '}
          <Clock message={first} />
        </p>
        {messages.map((message) => (
          <p key={message.id} dir="auto" className={classes.bubble} title={utcTitle(new Date(message.sentAt))}>
            <MessageText text={message.text} />
          </p>
        ))}
      </div>
    </li>
  )
}

function Face({ author }: { author: ConversationPerson | null }) {
  if (author?.profile) return <UserAvatar name={author.profile.fullName} src={author.profile.avatar} size={32} />
  const Icon = author?.standing === 'departed' ? IconUserOff : IconUserQuestion
  return (
    <span className={classes.faceless} aria-hidden>
      <Icon size={18} stroke={1.6} />
    </span>
  )
}

function Clock({ message: { sentAt } }: { message: Message }) {
  const format = useFormatter()
  const moment = new Date(sentAt)
  return (
    <ExactTime at={moment} className={classes.clock}>
      {format.dateTime(moment, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
    </ExactTime>
  )
}
