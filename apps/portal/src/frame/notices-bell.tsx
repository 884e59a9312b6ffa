'use client'

import { ActionIcon, Anchor, Button, Group, Popover, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { KeptNotice } from '@/components/kept-notice'
import {
  actionOf,
  clearNotices,
  markNoticesSeen,
  openNotices,
  runNoticeAction,
  useKeptNotices,
} from '@/components/kept-notices'
import { TimeAgo } from '@/components/time-ago'
import { useMe } from './me-provider'
import classes from './notices-bell.module.css'

const icons = { done: IconCircleCheck, told: IconInfoCircle, failed: IconCircleX }

/** What was said in the corner of this tab lately, to be read again. */
export function NoticesBell() {
  const t = useTranslations('frame.notices')
  const { user } = useMe()
  const { notices, unseen } = useKeptNotices()
  const [opened, { close, toggle }] = useDisclosure(false, { onOpen: markNoticesSeen, onClose: markNoticesSeen })
  useEffect(() => openNotices(user.id), [user.id])
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" width={360} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={t('label', { unseen })}
          onClick={toggle}
          className={classes.bell}
          data-unseen={unseen > 0 || undefined}
        >
          <IconBell size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('title')}>
        <Group justify="space-between" px="md" py="xs" className={classes.head}>
          <Text fw={600}>{t('title')}</Text>
          {notices.length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={clearNotices}>
              {t('clear')}
            </Button>
          )}
        </Group>
        {notices.length === 0 && (
          <Text c="dimmed" p="md" tabIndex={-1} data-autofocus>
            {t('empty')}
          </Text>
        )}
        <ul className={classes.list}>
          {notices.map((notice) => (
            <Item key={notice.id} notice={notice} onLeave={close} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function Item({ notice, onLeave }: { notice: KeptNotice; onLeave: () => void }) {
  const t = useTranslations('frame.notices.tone')
  const { id, at, tone, title, text, link } = notice
  const action = actionOf(id)
  const Icon = icons[tone]
  return (
    <li className={classes.item} data-tone={tone}>
      <Icon size={18} stroke={1.9} role="img" aria-label={t(tone)} />
      <div className={classes.words}>
        {title && <strong>{title}</strong>}
        <span>{text}</span>
        <Group gap="sm">
          <Text component="span" fz={13} c="dimmed">
            <TimeAgo at={at} />
          </Text>
          {link && (
            <Anchor component={Link} href={link.href} fz={13} onClick={onLeave}>
              {link.label}
            </Anchor>
          )}
          {action && (
            <Button variant="subtle" size="compact-sm" onClick={() => runNoticeAction(id)}>
              {action.label}
            </Button>
          )}
        </Group>
      </div>
    </li>
  )
}
