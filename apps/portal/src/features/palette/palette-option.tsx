'use client'

import { IconChevronRight } from '@tabler/icons-react'
import { KeyNames } from '@/components/key-names'
import { UserAvatar } from '@/components/user-avatar'
import classes from './palette.module.css'
import type { PaletteEntry, PalettePerson } from './palette-entry'
import { optionId } from './palette-ids'

export interface PaletteOptionProps {
  entry: PaletteEntry
  current: boolean
  onPoint: (id: string) => void
  onPick: (entry: PaletteEntry) => void
  onDeeds: (person: PalettePerson) => void
}

export function PaletteOption({ entry, current, onPoint, onPick, onDeeds }: PaletteOptionProps) {
  const { id, label, hint, keys, person, icon: Icon } = entry
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
    <div
      id={optionId(id)}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      className={classes.option}
      onMouseMove={() => current || onPoint(id)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(entry)}
    >
      {person ? (
        <UserAvatar name={person.fullName} src={person.avatar} size={28} />
      ) : (
        <Icon size={20} stroke={1.7} aria-hidden />
      )}
      <span className={classes.label}>
        <bdi>{label}</bdi>
        {hint && <span className={classes.hint}>{hint}</span>}
      </span>
      {keys && <KeyNames keys={keys} />}
      {person && (
        // A pointer's way to what the right arrow key shows: an option may hold no button.
        <span
          aria-hidden
          className={classes.more}
          onClick={(event) => {
            event.stopPropagation()
            onDeeds(person)
          }}
        >
          <IconChevronRight size={18} />
        </span>
      )}
    </div>
  )
}
