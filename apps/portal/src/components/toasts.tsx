'use client'

import { Anchor, Button } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import Link from 'next/link'
import type { KeptNotice } from './kept-notice'
import { type NoticeAction, runNoticeAction } from './kept-notices'

const colors = { done: 'teal', told: 'gray', failed: 'red' }
// Long enough to reach a link by keyboard; whoever misses it finds it under the bell.
const shownMs = 6000
const shownWithLinkMs = 15_000

/** Where toasts appear. */
export function Toasts() {
  return <Notifications position="bottom-right" autoClose={shownMs} />
}

export interface Toast extends Omit<KeptNotice, 'at'> {
  action: NoticeAction | undefined
}

export function showToast({ id, tone, title, text, link, action }: Toast): void {
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
