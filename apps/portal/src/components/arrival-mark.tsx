'use client'
'use memo'

import { useTranslations } from 'next-intl'
import { arrivalIcons } from './arrival-icons'
import classes from './arrival-mark.module.css'
import { type ArrivalState, toneOf } from './arrival-state'

export interface ArrivalMarkProps {
  state: ArrivalState
  /** Whose state it is; said before the word. */
  service?: 'clinical' | 'chat'
  /** Says more about the state than the word's own hint; whoever shows it themselves gives null. */
  title?: string | null
}

/** An icon, a word and a tone; never colour alone. */
export function ArrivalMark({ state, service, title }: ArrivalMarkProps) {
  const t = useTranslations('common')
  const Icon = arrivalIcons[state]
  return (
    <span
      className={classes.mark}
      data-tone={toneOf[state]}
      data-hollow={state === 'unreachable' || undefined}
      title={title === null ? undefined : (title ?? t(`arrival.hint.${state}`))}
    >
      <Icon size={14} stroke={2.2} aria-hidden />
      {service ? (
        <span>
          <span className={classes.service}>{t(`services.${service}`)}</span> {t(`arrival.${state}`)}
        </span>
      ) : (
        t(`arrival.${state}`)
      )}
    </span>
  )
}
