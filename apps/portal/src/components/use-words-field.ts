'use client'

import { useDebouncedCallback } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useKey } from '@/components/use-key'

// Short: what was typed is asked for and shown within a third of a second.
const typingPauseMs = 120

/**
 * A search field whose words stand in the address: it asks once typing pauses, follows Back and "Clear", and takes the
 * focus at "/". Spread `inputProps` on the input.
 */
export function useWordsField(words: string, search: (words: string) => unknown) {
  const t = useTranslations('frame.keys')
  const ref = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(words)
  const apply = useDebouncedCallback((value: string) => void search(value.trim()), typingPauseMs)
  const typed = useRef(words)
  useEffect(() => {
    if (words !== typed.current) setText(words)
    typed.current = words
  }, [words])
  const change = (value: string) => {
    setText(value)
    typed.current = value.trim()
    apply(value)
  }
  useKey('/', () => ref.current?.focus(), t('search'))
  const onChange = (event: ChangeEvent<HTMLInputElement>) => change(event.currentTarget.value)
  return { change, inputProps: { ref, type: 'text', role: 'searchbox', value: text, onChange } as const }
}
