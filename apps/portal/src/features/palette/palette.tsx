'use client'

import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import classes from './palette.module.css'
import type { PaletteDeeds, PaletteEntry, PalettePerson } from './palette-entry'
import { PaletteInput } from './palette-input'
import { PaletteList } from './palette-list'
import { usePersonEntries } from './use-person-entries'
import { useSections } from './use-sections'
import { type PaletteWords, paletteMark } from './use-words'

export interface PaletteProps {
  deeds: PaletteDeeds
  words: PaletteWords
  onWords: (words: PaletteWords) => void
  onClose: () => void
}

/** Every page, action and person, by what one types. Mounted while open. */
export function Palette({ onClose, ...props }: PaletteProps) {
  const t = useTranslations('palette')
  const [opened, { close }] = useDisclosure(true)
  // What was picked runs once the dialog is gone: then the focus is where it was, and goes on from there.
  const [picked, setPicked] = useState<PaletteEntry | null>(null)
  const leave = () => {
    onClose()
    picked?.run()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={640}
      centered={false}
      yOffset="10dvh"
      attributes={{ content: { ...paletteMark, 'aria-label': t('title') } }}
      transitionProps={{ duration: 0, onExited: leave }}
    >
      <PaletteBody
        {...props}
        onPick={(entry) => {
          setPicked(entry)
          close()
        }}
      />
    </Modal>
  )
}

interface PaletteBodyProps extends Omit<PaletteProps, 'onClose'> {
  onPick: (entry: PaletteEntry) => void
}

function PaletteBody({ deeds, words, onWords, onPick }: PaletteBodyProps) {
  const typed = words.text
  const [chosen, setChosen] = useState<PalettePerson | null>(null)
  const [movedTo, setMovedTo] = useState<string | null>(null)
  const { sections, answered, failed } = useSections(typed, chosen, deeds)
  const deedsOf = usePersonEntries(deeds)
  const entries = sections.flatMap((section) => section.entries)
  const current = entries.find(({ id }) => id === movedTo) ?? entries[0]

  const type = (text: string) => {
    onWords({ text, entered: false })
    setMovedTo(null)
  }
  const choose = (person: PalettePerson | null) => {
    setChosen(person)
    type('')
  }
  const move = (steps: number) => {
    const from = current ? entries.indexOf(current) : -1
    const next = entries[(from + steps + entries.length) % entries.length]
    if (next) setMovedTo(next.id)
  }
  const pick = (entry: PaletteEntry | undefined) => {
    if (entry) onPick(entry)
    else onWords({ text: typed, entered: !answered })
  }
  useEffect(() => {
    if (!words.entered || !answered) return
    onWords({ text: words.text, entered: false })
    if (current) onPick(current)
  }, [words, answered, current, onPick, onWords])
  return (
    <div className={classes.palette}>
      <PaletteInput
        typed={typed}
        chosen={chosen}
        currentId={current?.id}
        onType={type}
        onMove={move}
        onPick={() => pick(current)}
        onDeeds={() => current?.person && deedsOf(current.person).length > 1 && choose(current.person)}
        onBack={() => choose(null)}
      />
      <PaletteList
        sections={sections}
        chosen={chosen}
        currentId={current?.id}
        answered={answered}
        failed={failed}
        typed={typed}
        onPoint={setMovedTo}
        onPick={pick}
        onDeeds={choose}
      />
    </div>
  )
}
