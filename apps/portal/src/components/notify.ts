'use client'

import type { KeptNotice } from './kept-notice'
import { keepNotice, type NoticeAction } from './kept-notices'

export interface Notification extends Pick<KeptNotice, 'text' | 'confidential'> {
  /** `done`: what was asked for has happened; `told`: worth knowing; `failed`: it has not happened. */
  tone?: KeptNotice['tone']
  title?: string
  /** Where to look at it. */
  link?: { href: string; label: string }
  /** Such as Undo. */
  action?: NoticeAction
}

/** Says something in the corner, and keeps it under the bell. */
export function notify({ tone = 'done', action, ...rest }: Notification): void {
  const id = keepNotice({ ...rest, tone }, action)
  void import('./toasts').then(({ showToast }) => showToast({ ...rest, id, tone, action }))
}
