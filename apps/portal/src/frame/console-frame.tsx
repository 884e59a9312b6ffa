'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { BottomBar } from './bottom-bar'
import classes from './frame.module.css'
import { FrameKeys } from './frame-keys'
import { LanguageSwitch } from './language-switch'
import { LiveDot } from './live-dot'
import { useMe } from './me-provider'
import { PersonMenu } from './person-menu'
import { Rail } from './rail'
import { setChoiceCookie } from './set-cookie'
import { ThemeSwitch } from './theme-switch'

/** Rail or bottom bar, top bar, and the page. `initiallyFolded` comes from a cookie, so that nothing jumps. */
export function ConsoleFrame({ initiallyFolded, children }: { initiallyFolded: boolean; children: ReactNode }) {
  const t = useTranslations('frame')
  const { organisation } = useMe()
  const [folded, setFolded] = useState(initiallyFolded)
  const fold = () => {
    setChoiceCookie('rail', folded ? 'open' : 'folded')
    setFolded(!folded)
  }
  return (
    <div className={classes.frame} data-folded={folded || undefined}>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <Rail folded={folded} onFold={fold} />
      <header className={classes.top}>
        <strong className={classes.organisation}>{organisation.name}</strong>
        <LiveDot />
        <span className={classes.spacer} />
        <span className={classes.wideOnly}>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
        <PersonMenu />
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        {children}
      </main>
      <BottomBar />
      <FrameKeys />
    </div>
  )
}
