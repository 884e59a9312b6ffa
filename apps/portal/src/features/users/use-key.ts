import { useEffect, useEffectEvent } from 'react'
import { type ListedKey, useListedKey } from '@/components/listed-keys'

const writing = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]'

/**
 * A single-letter shortcut that stays out of the way of writing; by the character, whatever the keyboard's layout.
 * With a label, the help that `?` opens lists it.
 */
export function useKey(key: string, act: () => void, label?: string, place: ListedKey['place'] = 'page') {
  useListedKey(key, label, place)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(writing)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
