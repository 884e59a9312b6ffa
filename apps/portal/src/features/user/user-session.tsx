'use client'

import { Badge, Button, Group, Text } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { TimeAgo } from '@/components/time-ago'
import type { Session } from '@/trpc/routers'
import { nameAgent } from './name-agent'
import { useEndSessions } from './use-end-sessions'
import classes from './user.module.css'

const handhelds: readonly (string | null)[] = ['iPhone', 'iPad', 'Android']

export interface UserSessionProps {
  userId: string
  session: Session
  /** The viewer's own are ended in the settings. */
  own: boolean
}

/** One session of somebody: which device, from where, since when. */
export function UserSession({ userId, session, own }: UserSessionProps) {
  const t = useTranslations('user.sessions')
  const end = useEndSessions()
  const { browser, system } = nameAgent(session.userAgent)
  const device = browser && system ? t('device', { browser, system }) : (browser ?? system ?? t('unknownDevice'))
  const Icon = handhelds.includes(system) ? IconDeviceMobile : IconDeviceDesktop
  return (
    <li className={classes.session}>
      <Icon size={24} stroke={1.5} aria-hidden className={classes.device} />
      <div className={classes.sessionWords}>
        <Group gap="xs">
          <Text fw={600} title={session.userAgent ?? undefined}>
            {device}
          </Text>
          {session.current && (
            <Badge variant="light" tt="none" radius="sm">
              {t('current')}
            </Badge>
          )}
        </Group>
        <Text fz={13} c="dimmed">
          {session.ipAddress ? t.rich('from', { address: () => <bdi>{session.ipAddress}</bdi> }) : t('unknownAddress')}{' '}
          · {t.rich('started', { ago: () => <TimeAgo at={session.createdAt} /> })} ·{' '}
          {t.rich('lastSeen', { ago: () => <TimeAgo at={session.lastSeenAt} /> })}
        </Text>
        {end.isError && <ErrorState error={end.error} />}
      </div>
      {!own && (
        <Button
          variant="default"
          size="compact-sm"
          flex="none"
          loading={end.isPending}
          onClick={() => end.mutate({ id: userId, sessionId: session.id })}
        >
          {t('end')}
          <span className="rc-visually-hidden">, {device}</span>
        </Button>
      )}
    </li>
  )
}
