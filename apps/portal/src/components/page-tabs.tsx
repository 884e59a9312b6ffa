'use client'

import { Tabs } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './page-tabs.module.css'

export interface PageTabsProps<Name extends string> {
  label: string
  /** In their order. */
  names: readonly Name[]
  opened: Name
  onOpen: (name: Name) => void
  titleOf: (name: Name) => ReactNode
  pages: Record<Name, ReactNode>
}

/** A page's tabs, of which only the opened one is drawn. On a phone the row scrolls, and shows which one that is. */
export function PageTabs<Name extends string>(props: PageTabsProps<Name>) {
  const { label, names, opened, onOpen, titleOf, pages } = props
  return (
    <Tabs
      value={opened}
      onChange={(value) => {
        const name = names.find((known) => known === value)
        if (name) onOpen(name)
      }}
      keepMounted={false}
    >
      <Row opened={opened}>
        <Tabs.List className={classes.list} aria-label={label}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name} data-tab={name} className={classes.tab}>
              {titleOf(name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Row>
      {names.map((name) => (
        <Tabs.Panel key={name} value={name} pt="md" tabIndex={-1}>
          {opened === name && pages[name]}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Row({ opened, children }: { opened: string; children: ReactNode }) {
  const rowRef = useRef<HTMLDivElement>(null)
  const shownRef = useRef('')
  // After each drawing, since the row grows with what its titles come to know.
  useEffect(() => {
    const row = rowRef.current
    const tab = row?.querySelector<HTMLElement>(`[data-tab=${opened}]`)
    const shown = `${opened} ${row?.scrollWidth}`
    if (!row || !tab || shownRef.current === shown) return
    shownRef.current = shown
    row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
  })
  return (
    <div ref={rowRef} className={classes.row}>
      {children}
    </div>
  )
}
