'use client'

import { Kbd } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Fragment, useSyncExternalStore } from 'react'

const never = () => () => {}
const readIsMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Keys as they stand on the keyboard: `mod+k` reads Ctrl K, or ⌘ K on a Mac; several that do alike apart by a space. */
export function KeyNames({ keys }: { keys: string }) {
  const t = useTranslations('frame.keys')
  const isMac = useSyncExternalStore(never, readIsMac, () => false)
  const known: Readonly<Record<string, string>> = {
    mod: isMac ? '⌘' : 'Ctrl',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: t('names.escape'),
    Enter: t('names.enter'),
    Shift: t('names.shift'),
    Space: t('names.space'),
  }
  const nameOf = (name: string, combined: boolean) =>
    known[name] ?? (combined && name.length === 1 ? name.toUpperCase() : name)
  return keys.split(' ').map((combination, index) => {
    const names = combination.split('+')
    return (
      <Fragment key={combination}>
        {index > 0 && ' '}
        <Kbd>{names.map((name) => nameOf(name, names.length > 1)).join(' ')}</Kbd>
      </Fragment>
    )
  })
}
