'use client'

import { useState } from 'react'
import { useGo } from '@/components/use-go'
import { Palette } from './palette'
import { PaletteDialogs } from './palette-dialogs'
import type { PaletteDialog } from './palette-entry'

/** The palette, and the dialogs that its actions open. */
export function PaletteHost({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useGo()
  const [dialog, setDialog] = useState<PaletteDialog | null>(null)
  return (
    <>
      {opened && <Palette deeds={{ go, ask: setDialog }} onClose={onClose} />}
      {dialog && <PaletteDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  )
}
