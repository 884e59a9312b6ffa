'use client'

import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useKey } from '@/components/use-key'
import classes from './panel.module.css'

export interface SidePanelProps {
  title: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  onClose: () => void
  /** Where the focus goes when it was in the panel as it closed. */
  focusAfter: () => void
  children: ReactNode
}

/** Stands beside the list, which stays in use. It takes the focus when it opens; Escape closes it. */
export function SidePanel({ title, actions, onClose, focusAfter, children }: SidePanelProps) {
  const t = useTranslations('common.actions')
  const keys = useTranslations('users.keys')
  const titleId = useId()
  const titleRef = useRef<HTMLHeadingElement>(null)
  const afterRef = useRef(focusAfter)
  useEffect(() => {
    afterRef.current = focusAfter
  })
  useEffect(() => {
    titleRef.current?.focus({ preventScroll: true })
    return () => {
      if (document.activeElement === document.body) afterRef.current()
    }
  }, [])
  useKey('Escape', onClose, keys('close'))
  return (
    <section className={classes.panel} aria-labelledby={titleId}>
      <header className={classes.head}>
        <h2 id={titleId} ref={titleRef} tabIndex={-1} className={classes.title}>
          {title}
        </h2>
        {actions}
        <ActionIcon aria-label={t('close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  )
}
