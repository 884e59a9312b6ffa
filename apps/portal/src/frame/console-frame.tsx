'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useConnection } from '@/live/use-connection'
import { SignInAgain } from '@/session/sign-in-again'
import { BottomBar } from './bottom-bar'
import classes from './frame.module.css'
import { FrameKeys } from './frame-keys'
import { LanguageSwitch } from './language-switch'
import { LiveDot } from './live-dot'
import { useMe } from './me-provider'
import { NoticesBell } from './notices-bell'
import { OfflineNote } from './offline-note'
import { PersonMenu } from './person-menu'
import { Rail } from './rail'
import { SearchButton } from './search-button'
import { setChoiceCookie } from './set-cookie'
import { ThemeSwitch } from './theme-switch'
import { useFocusAfterNavigation } from './use-focus-after-navigation'

/** Rail or bottom bar, top bar, and the page. `initiallyFolded` comes from a cookie, so that nothing jumps. */
export function ConsoleFrame({ initiallyFolded, children }: { initiallyFolded: boolean; children: ReactNode }) {
  const t = useTranslations('frame')
  const { organisation } = useMe()
  const connection = useConnection()
  const mainRef = useFocusAfterNavigation()
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
        <LiveDot connection={connection} />
        <span className={classes.spacer} />
        <SearchButton />
        <NoticesBell />
        <span className={classes.wideOnly}>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
        <PersonMenu />
      </header>
      <main ref={mainRef} id="content" tabIndex={-1} className={classes.content}>
        <OfflineNote connection={connection} />
        {children}
      </main>
      <BottomBar />
      <FrameKeys />
      <SignInAgain />
    </div>
  )
}
