'use client'

import { useSyncExternalStore } from 'react'
import { isKeptNotice, type KeptNotice } from './kept-notice'

/** What a notice lets people do; lives as long as the page, since code can't be kept. */
export interface NoticeAction {
  label: string
  run: () => void
}

export interface NoticesSnapshot {
  /** Newest first. */
  notices: readonly KeptNotice[]
  unseen: number
}

const prefix = 'rollcall.notices.'
const mostKept = 30
const empty: NoticesSnapshot = { notices: [], unseen: 0 }

let owner: string | null = null
let snapshot = empty
const actions = new Map<string, NoticeAction>()
const listeners = new Set<() => void>()

function put(next: NoticesSnapshot): void {
  snapshot = next
  for (const listener of listeners) listener()
  if (owner === null) return
  try {
    window.sessionStorage.setItem(
      prefix + owner,
      JSON.stringify(next.notices.filter(({ confidential }) => !confidential)),
    )
  } catch {
    // A full or forbidden storage costs only what a reload would have kept.
  }
}

function readStored(userId: string): KeptNotice[] {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(prefix + userId) ?? '[]')
    return Array.isArray(stored) && stored.every(isKeptNotice) ? stored : []
  } catch {
    return []
  }
}

/** Takes up the notices of the person who is signed in; those of anyone else who used this tab are erased. */
export function openNotices(userId: string): void {
  if (owner === userId) return
  forgetNotices(userId)
  owner = userId
  put({ notices: [...snapshot.notices, ...readStored(userId)].slice(0, mostKept), unseen: snapshot.unseen })
}

/** Erases every person's notices from this tab, but for one's. */
export function forgetNotices(exceptUserId?: string): void {
  try {
    const keys = Object.keys(window.sessionStorage).filter((key) => key.startsWith(prefix))
    for (const key of keys) if (key !== prefix + exceptUserId) window.sessionStorage.removeItem(key)
  } catch {
    // Without storage there is nothing to erase.
  }
  if (owner === null) return
  owner = null
  actions.clear()
  put(empty)
}

export function keepNotice(notice: Omit<KeptNotice, 'id' | 'at'>, action?: NoticeAction): string {
  const id = crypto.randomUUID()
  if (action) actions.set(id, action)
  const notices = [{ ...notice, id, at: new Date().toISOString() }, ...snapshot.notices].slice(0, mostKept)
  put({ notices, unseen: Math.min(snapshot.unseen + 1, mostKept) })
  return id
}

export const markNoticesSeen = () => put({ ...snapshot, unseen: 0 })
export const clearNotices = () => put(empty)
export const actionOf = (id: string): NoticeAction | undefined => actions.get(id)

/** Does what a notice offers, once. */
export function runNoticeAction(id: string): void {
  const action = actions.get(id)
  actions.delete(id)
  put({ ...snapshot })
  action?.run()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useKeptNotices(): NoticesSnapshot {
  return useSyncExternalStore(
    subscribe,
    () => snapshot,
    () => empty,
  )
}
