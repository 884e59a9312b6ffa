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

export interface PaletteProps {
  deeds: PaletteDeeds
  onClose: () => void
}

/** Every page, action and person, by what one types. Mounted while open. */
export function Palette({ deeds, onClose }: PaletteProps) {
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
      attributes={{ content: { 'aria-label': t('title') } }}
      transitionProps={{ duration: 0, onExited: leave }}
    >
      <PaletteBody
        deeds={deeds}
        onPick={(entry) => {
          setPicked(entry)
          close()
        }}
      />
    </Modal>
  )
}

function PaletteBody({ deeds, onPick }: { deeds: PaletteDeeds; onPick: (entry: PaletteEntry) => void }) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<PalettePerson | null>(null)
  const [movedTo, setMovedTo] = useState<string | null>(null)
  // Enter came before the service's answer: whoever stands first in it is meant.
  const [waits, setWaits] = useState(false)
  const { sections, answered, failed } = useSections(typed, chosen, deeds)
  const deedsOf = usePersonEntries(deeds)
  const entries = sections.flatMap((section) => section.entries)
  const current = entries.find(({ id }) => id === movedTo) ?? entries[0]

  const type = (text: string) => {
    setTyped(text)
    setMovedTo(null)
    setWaits(false)
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
    else setWaits(!answered)
  }
  useEffect(() => {
    if (!waits || !answered) return
    setWaits(false)
    if (current) onPick(current)
  }, [waits, answered, current, onPick])
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
