import type { ReactNode } from 'react'
import { utcTitle } from './utc-title'

export interface ExactTimeProps {
  at: Date
  className?: string | undefined
  /** The time as the viewer reads it. */
  children: ReactNode
}

/** A time in the viewer's words and zone; the exact one in UTC on hover, and for those who hear the page. */
export function ExactTime({ at, className, children }: ExactTimeProps) {
  const exact = utcTitle(at)
  return (
    <time dateTime={at.toISOString()} title={exact} className={className}>
      {children}
      <span className="rc-visually-hidden"> ({exact})</span>
    </time>
  )
}
