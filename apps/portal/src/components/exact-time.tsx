import type { ReactNode } from 'react'
import { utcTitle } from './utc-title'

export interface ExactTimeProps {
  at: Date
  className?: string | undefined
  /** The time as the viewer reads it. */
  children: ReactNode
  /** What stands on paper instead, where "3 min ago" would soon be wrong. */
  onPaper?: string
}

/** A time in the viewer's words and zone; the exact one in UTC on hover, and for those who hear the page. */
export function ExactTime({ at, className, children, onPaper }: ExactTimeProps) {
  const exact = utcTitle(at)
  return (
    // "3 min ago": since the server drew it, its clock has counted on.
    <time dateTime={at.toISOString()} title={exact} className={className} data-on-paper={onPaper}>
      {onPaper === undefined ? children : <span suppressHydrationWarning>{children}</span>}
      <span className="rc-visually-hidden"> ({exact})</span>
    </time>
  )
}
