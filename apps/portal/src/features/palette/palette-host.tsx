'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Palette } from './palette'
import { PaletteDialogs } from './palette-dialogs'
import type { PaletteDialog } from './palette-entry'

/** The palette, and the dialogs that its actions open. */
export function PaletteHost({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter()
  const [dialog, setDialog] = useState<PaletteDialog | null>(null)
  return (
    <>
      {opened && <Palette deeds={{ go: (href) => router.push(href), ask: setDialog }} onClose={onClose} />}
      {dialog && <PaletteDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  )
}
