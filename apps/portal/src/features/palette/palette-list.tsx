'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { ErrorState } from '@/components/error-state'
import { KeyNames } from '@/components/key-names'
import classes from './palette.module.css'
import type { PaletteEntry, PalettePerson } from './palette-entry'
import { hintId, listId, optionId } from './palette-ids'
import { PaletteOption } from './palette-option'
import type { PaletteSection } from './use-sections'

export interface PaletteListProps {
  sections: PaletteSection[]
  chosen: PalettePerson | null
  currentId: string | undefined
  answered: boolean
  failed: unknown
  typed: string
  onPoint: (id: string) => void
  onPick: (entry: PaletteEntry) => void
  onDeeds: (person: PalettePerson) => void
}

/** What was found, by kind; one of them is highlighted, and Enter takes it. */
export function PaletteList(props: PaletteListProps) {
  const { sections, chosen, currentId, answered, failed, typed, onPoint, onPick, onDeeds } = props
  const t = useTranslations('palette')
  const listRef = useRef<HTMLDivElement>(null)
  const count = sections.reduce((sum, { entries }) => sum + entries.length, 0)
  useEffect(() => {
    if (!currentId) return
    listRef.current?.querySelector(`#${CSS.escape(optionId(currentId))}`)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])
  return (
    <>
      <div ref={listRef} id={listId} role="listbox" aria-label={t('results')} className={classes.list}>
        {sections.map(({ group, entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox's groups are no fieldsets
          <div key={group} role="group" aria-labelledby={`palette-group-${group}`}>
            <div id={`palette-group-${group}`} role="presentation" className={classes.group}>
              {chosen ? t('deedsOf', { name: chosen.fullName }) : t(`groups.${group}`)}
            </div>
            {entries.map((entry) => (
              <PaletteOption
                key={entry.id}
                entry={entry}
                current={entry.id === currentId}
                onPoint={onPoint}
                onPick={onPick}
                onDeeds={onDeeds}
              />
            ))}
          </div>
        ))}
      </div>
      {failed ? (
        <div className={classes.fault}>
          <ErrorState error={failed} title={t('failed')} />
        </div>
      ) : null}
      <p role="status" className={count === 0 ? classes.none : 'rc-visually-hidden'}>
        {answered ? t('found', { count, typed }) : t('looking')}
      </p>
      <Text id={hintId} component="p" className={classes.foot}>
        <KeyNames keys="ArrowUp ArrowDown" /> {t('hint.move')} <KeyNames keys="Enter" /> {t('hint.pick')}{' '}
        {!chosen && (
          <>
            <KeyNames keys="ArrowRight" /> {t('hint.deeds')}{' '}
          </>
        )}
        <KeyNames keys="Escape" /> {t('hint.close')}
      </Text>
    </>
  )
}
