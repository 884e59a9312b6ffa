'use client'

import { useState } from 'react'
import { useGo } from '@/components/use-go'
import { Palette } from './palette'
import { PaletteDialogs } from './palette-dialogs'
import type { PaletteDialog } from './palette-entry'
import type { PaletteWords } from './use-words'

export interface PaletteHostProps {
  opened: boolean
  words: PaletteWords
  onWords: (words: PaletteWords) => void
  onClose: () => void
}

/** The palette, and the dialogs that its actions open. */
export function PaletteHost({ opened, ...props }: PaletteHostProps) {
  const go = useGo()
  const [dialog, setDialog] = useState<PaletteDialog | null>(null)
  return (
    <>
      {opened && <Palette deeds={{ go, ask: setDialog }} {...props} />}
      {dialog && <PaletteDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  )
}
