'use client'

import { Badge, Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { TimeAgo } from '@/components/time-ago'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { Session } from '@/trpc/routers'
import classes from './settings.module.css'
import { shortenAgent } from './shorten-agent'

/** One of the person's sessions: which browser, from where, since when. */
export function SessionItem({ session }: { session: Session }) {
  const t = useTranslations('settings.sessions')
  const { me } = useDirectory()
  const queryClient = useQueryClient()
  const end = useMutation(
    me.endSession.mutationOptions({
      onSuccess: () => notify({ text: t('ended') }),
      onError: (error) => notify({ tone: 'failed', text: readFailure(error).message }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: me.sessions.queryKey() }),
    }),
  )
  const address = session.ipAddress ?? t('unknownAddress')
  return (
    <li className={classes.session}>
      <div className={classes.agent}>
        <Group gap="xs">
          <Text fw={600}>{address}</Text>
          {session.current && (
            <Badge variant="light" tt="none" radius="sm">
              {t('current')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" lineClamp={2} title={session.userAgent ?? undefined}>
          {shortenAgent(session.userAgent) ?? t('unknownAgent')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('started')} <TimeAgo at={session.createdAt} /> · {t('lastSeen')} <TimeAgo at={session.lastSeenAt} />
        </Text>
      </div>
      {!session.current && (
        <Button
          variant="default"
          size="compact-sm"
          flex="none"
          loading={end.isPending}
          onClick={() => end.mutate({ id: session.id })}
          aria-label={t('endNamed', { address })}
        >
          {t('end')}
        </Button>
      )}
    </li>
  )
}
