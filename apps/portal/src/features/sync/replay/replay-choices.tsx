'use client'

import { Radio, SegmentedControl } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type SubscriberName, subscriberNames } from '../subscriber-view'
import { scopeKinds, useSyncParams } from '../sync-params'
import classes from './replay.module.css'

export interface ReplayChoicesProps {
  name: SubscriberName
  /** Another scope was chosen: what was missing in the one before doesn't matter any more. */
  onChange: () => void
}

/** To which subscriber, and which kind of events. */
export function ReplayChoices({ name, onChange }: ReplayChoicesProps) {
  const t = useTranslations('sync.replay')
  const services = useTranslations('common.services')
  const { params, setParams } = useSyncParams()
  return (
    <>
      <fieldset className={classes.plain}>
        <legend>{t('to')}</legend>
        <SegmentedControl
          aria-label={t('to')}
          value={name}
          onChange={(value) => void setParams({ service: subscriberNames.find((known) => known === value) ?? null })}
          data={subscriberNames.map((value) => ({ value, label: services(value) }))}
        />
      </fieldset>
      <Radio.Group
        label={t('which')}
        value={params.scope}
        onChange={(value) => {
          onChange()
          void setParams({ scope: scopeKinds.find((kind) => kind === value) ?? null })
        }}
      >
        <div className={classes.scopes}>
          {scopeKinds.map((kind) => (
            <Radio.Card key={kind} value={kind} className={classes.scope}>
              <Radio.Indicator />
              <span>
                <span className={classes.scopeName}>{t(`scopes.${kind}.name`)}</span>
                <span className={classes.scopeHint}>{t(`scopes.${kind}.hint`)}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
    </>
  )
}
