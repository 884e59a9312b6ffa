import { useEffect, useEffectEvent, useState } from 'react'

/** What has been typed into the palette. */
export interface PaletteWords {
  text: string
  /** Enter came before the service's answer: whoever stands first in it is meant. */
  entered: boolean
}
export const noWords: PaletteWords = { text: '', entered: false }

/** Marks the palette's own box: keys pressed within are its. */
export const paletteMark = { 'data-palette': '' }

/** The palette's words. Keys are its from the moment it is asked for, while its code and focus are on their way. */
export function useWords(opened: boolean, onClose: () => void) {
  const [words, setWords] = useState(noWords)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.activeElement?.closest('[data-palette]')) return
    const { key } = event
    if (key.length > 1 && !['Enter', 'Backspace', 'Escape'].includes(key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (key === 'Escape') onClose()
    else setWords((before) => typedInto(before, key))
  })
  useEffect(() => {
    if (!opened) return
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [opened])
  return [words, setWords] as const
}

function typedInto({ text }: PaletteWords, key: string): PaletteWords {
  if (key === 'Enter') return { text, entered: true }
  return { text: key === 'Backspace' ? text.slice(0, -1) : text + key, entered: false }
}
