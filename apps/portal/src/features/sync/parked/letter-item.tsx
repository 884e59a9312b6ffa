'use client'

import { Anchor, Checkbox, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ArrivalMark } from '@/components/arrival-mark'
import { UserAvatar } from '@/components/user-avatar'
import { ToneMark } from '../tone-mark'
import type { Letter } from './letter'
import { LetterCause } from './letter-cause'
import { LetterChanges } from './letter-changes'
import { LetterDeeds, type LetterDeedsProps } from './letter-deeds'
import classes from './parked.module.css'

export interface LetterItemProps {
  letter: Letter
  chosen: boolean
  /** Left out for people who may not decide. */
  deeds: LetterDeedsProps['deeds']
}

/** A parked event, read like a letter: whose change, which one, what went wrong, since when; and what to do. */
export function LetterItem({ letter, chosen, deeds }: LetterItemProps) {
  const t = useTranslations('sync.parked')
  const titleId = `letter-${letter.subscriber}-${letter.id}`
  const name = letter.fullName ?? t(letter.subscriber === 'outbox' ? 'row' : 'someone')
  return (
    <li>
      <article
        className={classes.letter}
        aria-labelledby={titleId}
        data-state={letter.state}
        data-chosen={chosen || undefined}
      >
        <div className={classes.head}>
          {deeds && <Checkbox checked={chosen} onChange={deeds.onToggle} aria-label={t('choose', { name })} />}
          <UserAvatar name={letter.fullName ?? '?'} />
          <div className={classes.who}>
            <h2 id={titleId} className={classes.name}>
              {letter.userId ? (
                <Anchor component={Link} href={`/users/${letter.userId}`} underline="hover" c="inherit" inherit>
                  <bdi>{name}</bdi>
                </Anchor>
              ) : (
                name
              )}
            </h2>
            <Text fz={13} c="dimmed">
              <Addressee letter={letter} />
            </Text>
          </div>
          <LetterState letter={letter} />
        </div>
        <div className={classes.body}>
          <LetterChanges letter={letter} />
          <LetterCause letter={letter} />
          <LetterDeeds letter={letter} name={name} deeds={deeds} />
        </div>
      </article>
    </li>
  )
}

/** Where it was going, and which version. */
function Addressee({ letter: { subscriber, userVersion } }: { letter: Letter }) {
  const t = useTranslations('sync.parked')
  const services = useTranslations('common.services')
  const to = subscriber === 'outbox' ? t('fromOutbox') : t('to', { service: services(subscriber) })
  return userVersion === null ? to : `v${userVersion} · ${to}`
}

function LetterState({ letter: { state } }: { letter: Letter }) {
  const t = useTranslations('sync.parked')
  if (state === 'parked') return <ArrivalMark state="parked" />
  return (
    <ToneMark icon={IconRefresh} tone="blue">
      {t('states.retrying')}
    </ToneMark>
  )
}
