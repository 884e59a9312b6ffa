'use client'

import { Kbd, Modal, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import classes from './keys-dialog.module.css'
import { type ListedKey, useListedKeys } from './listed-keys'

const places = ['page', 'everywhere'] as const

/** Every key that works here and now. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('frame.keys')
  const listed = useListedKeys()
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')} size="md">
      {places.map((place) => {
        const keys = listed.filter((key) => key.place === place)
        return keys.length === 0 ? null : (
          <section key={place} className={classes.part}>
            <Title order={3}>{t(`place.${place}`)}</Title>
            <dl className={classes.list}>
              {keys.map((key) => (
                <div key={`${key.keys} ${key.label}`} className={classes.line}>
                  <dt>{key.label}</dt>
                  <dd>
                    <KeyNames keys={key.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
      <Text c="dimmed" fz={13}>
        {t('hint')}
      </Text>
    </Modal>
  )
}

/** A key as it stands on the keyboard: `mod+k` reads Ctrl K, or ⌘ K on a Mac. */
export function KeyNames({ keys }: Pick<ListedKey, 'keys'>) {
  const t = useTranslations('frame.keys')
  const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
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
  return keys.split(' ').map((combination, index) => (
    <Fragment key={combination}>
      {index > 0 && ' '}
      <Kbd>
        {combination
          .split('+')
          .map((name) => known[name] ?? (name.length === 1 && combination.includes('+') ? name.toUpperCase() : name))
          .join(' ')}
      </Kbd>
    </Fragment>
  ))
}
