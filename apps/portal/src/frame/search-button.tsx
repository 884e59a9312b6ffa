'use client'

import { UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent } from 'react'
import { KeyNames } from '@/components/key-names'
import { late } from '@/components/late'
import { useIdleLoad } from '@/components/use-idle-load'
import { noWords, useWords } from '@/features/palette/use-words'
import classes from './frame.module.css'

const PaletteHost = late(() => import('@/features/palette/palette-host').then((module) => module.PaletteHost))

/** Opens the palette, as Ctrl or ⌘ K does from anywhere, a form included. */
export function SearchButton() {
  const t = useTranslations('frame')
  const [opened, { open, close }] = useDisclosure()
  const [used, { open: use }] = useDisclosure()
  const [words, setWords] = useWords(opened, close)
  const show = () => {
    if (!opened) setWords(noWords)
    use()
    open()
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    show()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  useIdleLoad(PaletteHost.load)
  return (
    <>
      <UnstyledButton
        className={classes.search}
        onClick={show}
        aria-label={t('search')}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
      >
        <IconSearch size={18} stroke={1.9} aria-hidden />
        <span className={classes.searchWords}>{t('search')}</span>
        <span className={classes.searchKeys} aria-hidden>
          <KeyNames keys="mod+k" />
        </span>
      </UnstyledButton>
      {used && <PaletteHost opened={opened} words={words} onWords={setWords} onClose={close} />}
    </>
  )
}
