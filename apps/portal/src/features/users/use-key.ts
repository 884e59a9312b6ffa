import { useEffect, useEffectEvent } from 'react'

const writing = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]'

/** A single-letter shortcut that stays out of the way of writing; by the character, whatever the keyboard's layout. */
export function useKey(key: string | readonly string[], act: (event: KeyboardEvent) => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isMeant = typeof key === 'string' ? event.key === key : key.includes(event.key)
    if (!isMeant || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(writing)) return
    event.preventDefault()
    act(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
