'use client'

import { Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import classes from './frame.module.css'
import { Logo } from './logo'
import { useMe } from './me-provider'
import { isCurrent, navItems } from './nav-items'

/** The left rail of wide screens: 240 px, or 64 when folded. */
export function Rail({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <Link href="/" className={classes.brand} aria-label="Rollcall">
        <Logo />
        <span className={classes.label}>Rollcall</span>
      </Link>
      <ul className={classes.items}>
        {navItems(useMe()).map(({ key, href, icon: Icon }) => (
          <li key={key}>
            <Tooltip label={t(`nav.${key}`)} position="right" disabled={!folded}>
              <Link
                href={href}
                className={classes.item}
                aria-current={isCurrent(href, pathname) ? 'page' : undefined}
                aria-label={folded ? t(`nav.${key}`) : undefined}
              >
                <Icon size={20} stroke={1.7} aria-hidden />
                <span className={classes.label}>{t(`nav.${key}`)}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <button type="button" className={classes.fold} onClick={onFold} aria-label={t(folded ? 'unfold' : 'fold')}>
        <FoldIcon size={20} stroke={1.7} aria-hidden />
      </button>
    </nav>
  )
}
