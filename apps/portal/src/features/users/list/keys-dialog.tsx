'use client'

import { Kbd, Modal } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from '../users.module.css'

const keys = [
  ['move', ['j', 'k', '↓', '↑']],
  ['page', ['Enter']],
  ['panel', ['Space', 'o']],
  ['choose', ['x']],
  ['range', ['Shift x']],
  ['search', ['/']],
  ['create', ['c']],
  ['edit', ['e']],
  ['close', ['Esc']],
  ['help', ['?']],
] as const

/** What the keyboard does on the users' page. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('users.keys')
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <dl className={classes.keys}>
        {keys.map(([deed, pressed]) => (
          <div key={deed}>
            <dt>
              {pressed.map((key) => (
                <Kbd key={key}>{key === 'Space' ? t('space') : key}</Kbd>
              ))}
            </dt>
            <dd>{t(`deeds.${deed}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
