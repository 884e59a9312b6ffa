import { Anchor } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconHandStop, IconInfoCircle, IconUnlink } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Tone } from './arrival-state'
import classes from './notice.module.css'

const icons = {
  red: IconAlertOctagon,
  amber: IconAlertTriangle,
  violet: IconHandStop,
  blue: IconInfoCircle,
  green: IconInfoCircle,
  grey: IconUnlink,
}

export interface NoticeProps {
  tone: Tone
  /** What is the matter, in a sentence. */
  children: ReactNode
  /** What to do about it. */
  advice?: ReactNode
  link?: { href: string; label: ReactNode }
  /** Where the tone's own icon would say something else. */
  icon?: typeof IconUnlink | undefined
}

/** Something that needs a person, with its remedy. */
export function Notice({ tone, children, advice, link, icon }: NoticeProps) {
  const Icon = icon ?? icons[tone]
  return (
    <div className={classes.notice} data-tone={tone}>
      <Icon size={18} stroke={1.9} aria-hidden />
      <div>
        <p>{children}</p>
        {advice && <p className={classes.advice}>{advice}</p>}
        {link && (
          <Anchor component={Link} href={link.href}>
            {link.label}
          </Anchor>
        )}
      </div>
    </div>
  )
}
