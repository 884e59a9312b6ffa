'use client'

import { CloseButton, Input } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import classes from './palette.module.css'
import type { PalettePerson } from './palette-entry'
import { hintId, listId, optionId } from './palette-ids'

export interface PaletteInputProps {
  typed: string
  chosen: PalettePerson | null
  currentId: string | undefined
  onType: (text: string) => void
  onMove: (steps: number) => void
  onPick: () => void
  /** Shows what can be done with the person that is highlighted. */
  onDeeds: () => void
  onBack: () => void
}

/** The field, which keeps the focus: the list below is moved through from here. */
export function PaletteInput(props: PaletteInputProps) {
  const { typed, chosen, currentId, onType, onMove, onPick, onDeeds, onBack } = props
  const t = useTranslations('palette')
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey || event.metaKey) return
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const atEnd = selectionStart === value.length && selectionEnd === value.length
    const acts: Readonly<Record<string, (() => void) | false>> = {
      ArrowDown: () => onMove(1),
      ArrowUp: () => onMove(-1),
      Enter: onPick,
      ArrowRight: atEnd && !chosen && onDeeds,
      ArrowLeft: selectionEnd === 0 && chosen !== null && onBack,
      Backspace: value === '' && chosen !== null && onBack,
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div className={classes.field}>
      {chosen ? (
        <span className={classes.chosen}>
          <bdi>{chosen.fullName}</bdi>
          <CloseButton size="sm" aria-label={t('back')} onClick={onBack} />
        </span>
      ) : (
        <IconSearch size={20} aria-hidden />
      )}
      <Input
        variant="unstyled"
        size="md"
        className={classes.input}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={press}
        placeholder={t(chosen ? 'placeholderDeeds' : 'placeholder')}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        role="combobox"
        aria-label={chosen ? t('deedsOf', { name: chosen.fullName }) : t('title')}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={currentId && optionId(currentId)}
        aria-describedby={hintId}
      />
    </div>
  )
}
