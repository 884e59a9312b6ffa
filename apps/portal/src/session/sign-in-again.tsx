'use client'

import { useWindowEvent } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useMe } from '@/frame/me-provider'
import { askWho } from './ask-who'
import { renewSession, useSessionEnded } from './session-gate'

const SignInAgainDialog = dynamic(() => import('./sign-in-again-dialog').then((module) => module.SignInAgainDialog), {
  ssr: false,
})

/** Over the page once its session has ended: the page stays as it is, with whatever was typed. */
export function SignInAgain() {
  const ended = useSessionEnded()
  const { user } = useMe()
  // The directory did not say who that was: the form is there again.
  const [attempt, setAttempt] = useState(0)
  const goOn = async () => {
    const who = await askWho()
    if (who === user.id) renewSession()
    // Nothing on this page is somebody else's to see.
    else if (who !== null) window.location.reload()
    else setAttempt((before) => before + 1)
  }
  // Signed in again in another tab.
  useWindowEvent('focus', () => {
    if (ended) void askWho().then((who) => (who === null ? undefined : goOn()))
  })
  return ended && <SignInAgainDialog key={attempt} email={user.email} onSignedIn={() => void goOn()} />
}
