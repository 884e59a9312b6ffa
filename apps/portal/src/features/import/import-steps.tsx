'use client'

import { IconCheck } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import classes from './import.module.css'
import { type StepName, stepNames } from './import-step'

export interface ImportStepsProps {
  shown: StepName
  /** Steps that can be looked at. */
  open: readonly StepName[]
  id?: string
}

/** The four steps, where one is, and the way back to those that can still be changed. */
export function ImportSteps({ shown, open, id }: ImportStepsProps) {
  const t = useTranslations('import.steps')
  const at = stepNames.indexOf(shown)
  return (
    <nav aria-label={t('label')}>
      <ol className={classes.steps}>
        {stepNames.map((name, index) => {
          const mark = (
            <>
              <span className={classes.stepMark} aria-hidden>
                {index < at ? <IconCheck size={14} stroke={2.5} /> : index + 1}
              </span>
              {t(name)}
              {index < at && <span className="rc-visually-hidden">{t('passed')}</span>}
            </>
          )
          const isLink = id !== undefined && name !== shown && name !== 'file' && open.includes(name)
          return (
            <li
              key={name}
              className={classes.step}
              data-passed={index < at || undefined}
              aria-current={name === shown ? 'step' : undefined}
            >
              {isLink ? <Link href={`/users/import?id=${id}&step=${name}`}>{mark}</Link> : <span>{mark}</span>}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
