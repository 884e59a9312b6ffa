'use client'

import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import classes from './frame.module.css'
import { useMe } from './me-provider'
import { isCurrent, navItems } from './nav-items'

const maxPlaces = 5
const shortened = ['overview', 'appointments', 'conversations'] as const

// A fifth of a phone's width holds one short word.
function isShortened(key: string): key is (typeof shortened)[number] {
  return shortened.some((known) => known === key)
}

/** A phone's navigation: the first pages, and a menu for the rest. */
export function BottomBar() {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const items = navItems(useMe())
  const shown = items.length > maxPlaces ? items.slice(0, maxPlaces - 1) : items
  const rest = items.slice(shown.length)
  return (
    <nav className={classes.bottom} aria-label={t('navigation')}>
      {shown.map(({ key, href, icon: Icon }) => (
        <Link
          key={key}
          href={href}
          className={classes.place}
          aria-current={isCurrent(href, pathname) ? 'page' : undefined}
        >
          <Icon size={20} stroke={1.7} aria-hidden />
          <span>{t(isShortened(key) ? `navShort.${key}` : `nav.${key}`)}</span>
        </Link>
      ))}
      {rest.length > 0 && (
        <Menu position="top-end">
          <Menu.Target>
            <button
              type="button"
              className={classes.place}
              data-current={rest.some(({ href }) => isCurrent(href, pathname)) || undefined}
            >
              <IconDots size={20} stroke={1.7} aria-hidden />
              <span>{t('more')}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(({ key, href, icon: Icon }) => (
              <Menu.Item key={key} component={Link} href={href} leftSection={<Icon size={18} aria-hidden />}>
                {t(`nav.${key}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  )
}
