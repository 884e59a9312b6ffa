'use client'

import { useSyncExternalStore } from 'react'

/**
 * Whether this page's session has ended. What the page asks then waits here until the same person has signed in again,
 * so that nothing on the page is lost.
 */
let ended = false
let goOn = () => {}
let renewed = Promise.resolve()
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** Asks for a new sign-in. Resolves once it has happened. */
export function waitForSession(): Promise<void> {
  if (!ended) {
    ended = true
    renewed = new Promise((resolve) => {
      goOn = resolve
    })
    tell()
  }
  return renewed
}

/** The same person is signed in again: whatever waited goes on. */
export function renewSession(): void {
  if (!ended) return
  ended = false
  goOn()
  tell()
}

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const isSessionEnded = () => ended

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribeToSession, isSessionEnded, () => false)
}
