'use client'

import { Modal, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { KeyNames } from './key-names'
import classes from './keys-dialog.module.css'
import { useListedKeys } from './listed-keys'

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
