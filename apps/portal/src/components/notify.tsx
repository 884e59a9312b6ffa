'use client'

import { Anchor, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import Link from 'next/link'
import { type KeptNotice, keepNotice, type NoticeAction, runNoticeAction } from './kept-notices'

export interface Notification extends Pick<KeptNotice, 'text'> {
  /** `done`: what was asked for has happened; `told`: worth knowing; `failed`: it has not happened. */
  tone?: KeptNotice['tone']
  title?: string
  /** Where to look at it. */
  link?: { href: string; label: string }
  /** Such as Undo. */
  action?: NoticeAction
}

const colors = { done: 'teal', told: 'gray', failed: 'red' }
// Long enough to reach a link by keyboard; whoever misses it finds it under the bell.
const shownMs = 6000
const shownWithLinkMs = 15_000

/** Says something in the corner, and keeps it under the bell. */
export function notify({ tone = 'done', action, ...rest }: Notification): void {
  const { title, text, link } = rest
  const id = keepNotice({ ...rest, tone }, action)
  const act = () => {
    notifications.hide(id)
    runNoticeAction(id)
  }
  notifications.show({
    id,
    color: colors[tone],
    ...(title ? { title } : {}),
    autoClose: link || action ? shownWithLinkMs : shownMs,
    message: (
      <>
        {text}
        {link && (
          <>
            {' '}
            <Anchor component={Link} href={link.href} inherit>
              {link.label}
            </Anchor>
          </>
        )}
        {action && (
          <Button variant="subtle" size="compact-sm" ml="xs" onClick={act}>
            {action.label}
          </Button>
        )}
      </>
    ),
  })
}
