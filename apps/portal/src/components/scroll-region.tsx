import type { ReactNode } from 'react'

/** A part of the page that scrolls by itself, named and reachable by keyboard. */
export function ScrollRegion(props: { label: string; className: string | undefined; children: ReactNode }) {
  const { label, className, children } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
