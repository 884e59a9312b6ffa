'use client'

import { Anchor, Button, Code, Group, Text } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import Link from 'next/link'
import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ArrivalMark } from '@/components/arrival-mark'
import { FactRows } from '@/components/facts'
import { TimeAgo } from '@/components/time-ago'
import { UserAvatar } from '@/components/user-avatar'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import classes from '../cache.module.css'
import { compareFields, type Inspected } from './compare-fields'
import { FieldTable } from './field-table'
import { InvalidateDialog } from './invalidate-dialog'
import { profileState } from './profile-state'
import { holdsAnything } from './read-tiers'
import { TierCards } from './tier-cards'

export interface HeldProfileProps {
  id: string
  /** null: the directory doesn't know this person, or may not be asked. */
  user: User | null
  held: Inspected
}

/** One profile: its state, what each tier holds, its fields beside the directory's, and a way to forget it. */
export function HeldProfile({ id, user, held }: HeldProfileProps) {
  const t = useTranslations('cache.lookUp')
  const mayOperate = useMay('cache.operate')
  const nowMs = useNow({ updateInterval: 5000 }).getTime()
  const [asking, setAsking] = useState(false)
  const name = user ? `${user.firstName} ${user.lastName}` : held.fields.fullName || t('noName')
  const state = user && profileState(held.redis.version, user, nowMs)
  return (
    <>
      <div className={classes.person}>
        <Group wrap="nowrap" gap="sm">
          <UserAvatar name={name} src={user?.avatar} size={40} />
          <div style={{ minWidth: 0 }}>
            {user ? (
              <Anchor component={Link} href={`/users/${user.id}`} fw={600}>
                <bdi>{name}</bdi>
              </Anchor>
            ) : (
              <Text fw={600}>{name}</Text>
            )}
            <Group gap="xs">
              {state && <ArrivalMark service="chat" state={state} />}
              <Text size="sm" c="dimmed">
                {t(held.exists ? (held.redis.state === 'tombstone' ? 'tombstone' : 'cached') : 'notCached')}
              </Text>
            </Group>
          </div>
        </Group>
        {mayOperate && holdsAnything(held) && (
          <Button variant="default" leftSection={<IconEraser size={16} aria-hidden />} onClick={() => setAsking(true)}>
            {t('invalidate')}
          </Button>
        )}
      </div>
      <TierCards held={held} />
      {held.exists && user && <FieldTable fields={compareFields(held, user)} />}
      <RoadFacts held={held} />
      {asking && <InvalidateDialog id={id} name={name} onClose={() => setAsking(false)} />}
    </>
  )
}

function RoadFacts({ held: { key, exists, fields } }: Pick<HeldProfileProps, 'held'>) {
  const t = useTranslations('cache.lookUp')
  const momentOf = (text: string | undefined) => (text && Number(text) ? new Date(Number(text)).toISOString() : null)
  const facts = [
    { label: t('key'), value: <Code className={classes.value}>{key}</Code> },
    ...(exists
      ? [
          { label: t('eventAt'), value: <TimeAgo at={momentOf(fields.eventAt)} /> },
          { label: t('syncedAt'), value: <TimeAgo at={momentOf(fields.syncedAt)} /> },
        ]
      : []),
  ]
  return (
    <div style={{ maxWidth: 640, marginTop: 12 }}>
      <FactRows facts={facts} />
    </div>
  )
}
