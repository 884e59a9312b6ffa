import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import classes from './technical-cause.module.css'

/** What only a technician needs: folded away, and kept as the service said it. */
export function TechnicalCause({ children, label }: { children: ReactNode; label?: ReactNode }) {
  const t = useTranslations('common')
  return (
    <details className={classes.cause}>
      <summary>{label ?? t('technicalCause')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{children}</pre>
    </details>
  )
}
