import { useEffect, useEffectEvent } from 'react'
import { type ListedKey, useListedKey } from './listed-keys'

const writing = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]'

/**
 * Single-letter shortcuts that stay out of the way of writing; by the character, whatever the keyboard's layout. With a
 * label, the help that `?` opens lists it.
 */
export function useKey(
  key: string | readonly string[],
  act: (event: KeyboardEvent) => void,
  label?: string,
  place: ListedKey['place'] = 'page',
) {
  useListedKey(typeof key === 'string' ? key : key.join(' '), label, place)
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
