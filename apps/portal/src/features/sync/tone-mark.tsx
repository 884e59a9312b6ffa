import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from '@/components/arrival-mark.module.css'
import type { Tone } from '@/components/arrival-state'

export interface ToneMarkProps {
  icon: Icon
  tone: Tone
  children: ReactNode
  title?: string
}

/** An icon, a word and a tone, for states that aren't of a change's arrival. */
export function ToneMark({ icon: MarkIcon, tone, children, title }: ToneMarkProps) {
  return (
    <span className={classes.mark} data-tone={tone} title={title}>
      <MarkIcon size={14} stroke={2.2} aria-hidden />
      {children}
    </span>
  )
}
