'use client'

import { useChat, useClinical } from '@/trpc/contexts'
import type { SubscriberName } from './subscriber-view'

/** The `sync.*` procedures of one subscriber's service; all subscribers offer the same. */
export function useSyncOf(name: SubscriberName) {
  const clinical = useClinical().sync
  const chat = useChat().sync
  return name === 'clinical' ? clinical : chat
}
