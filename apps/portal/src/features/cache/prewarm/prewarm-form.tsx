'use client'

import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { IconFlame } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Notice } from '@/components/notice'
import { notify } from '@/components/notify'
import { ReasonField } from '@/components/reason-field'
import { useReason } from '@/components/use-reason'
import { readFailure } from '@/trpc/failure'
import classes from '../cache.module.css'
import { type PrewarmForm as Form, type PrewarmOptions, prewarmFields, readPrewarmForm } from './prewarm-values'
import { usePrewarmDeeds } from './use-prewarm'

export interface PrewarmFormProps {
  defaults: PrewarmOptions
  /** One goes on: another has to wait. */
  running: boolean
}

/** Which conversations count, how many people at most, and how gently. */
export function PrewarmForm({ defaults, running }: PrewarmFormProps) {
  const t = useTranslations('cache.prewarm')
  const [values, setValues] = useState<Form>(defaults)
  const [tried, setTried] = useState(false)
  const why = useReason('prewarm')
  const { start } = usePrewarmDeeds()
  const { options, wrong } = readPrewarmForm(values)
  const isTaken = start.isError && readFailure(start.error).code === 'CONFLICT'
  const submit = () => {
    setTried(true)
    const reason = why.read()
    if (!options || !reason || running || start.isPending) return
    start.mutate(
      { ...options, reason },
      {
        onSuccess: () => {
          setTried(false)
          notify({ text: t('started') })
        },
      },
    )
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md">
        <OptionFields
          values={values}
          wrong={tried ? wrong : []}
          onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
        />
        <ReasonField {...why.field} />
        {isTaken ? (
          <Notice tone="blue" advice={t('takenAdvice')}>
            {t('taken')}
          </Notice>
        ) : (
          start.isError && <ErrorState error={start.error} title={t('notStarted')} />
        )}
        <Group gap="sm">
          <Button
            type="submit"
            loading={start.isPending}
            disabled={running}
            leftSection={<IconFlame size={18} aria-hidden />}
          >
            {t('submit')}
          </Button>
          {running && <span className={classes.dimmed}>{t('wait')}</span>}
        </Group>
      </Stack>
    </form>
  )
}

interface OptionFieldsProps {
  values: Form
  wrong: readonly (keyof Form)[]
  onChange: (name: keyof Form, value: number | string) => void
}

const steps: Record<keyof Form, number> = { daysBack: 1, maxUsers: 1000, batchSize: 50, delayBetweenBatches: 100 }

function OptionFields({ values, wrong, onChange }: OptionFieldsProps) {
  const t = useTranslations('cache.prewarm')
  const format = useFormatter()
  return (
    <div className={classes.fields}>
      {prewarmFields.map(({ name, least, most }) => (
        <NumberInput
          key={name}
          label={t(`fields.${name}.label`)}
          description={t(`fields.${name}.hint`)}
          value={values[name]}
          onChange={(value) => onChange(name, value)}
          // The viewer's own mark between thousands.
          thousandSeparator={format.number(10_000).replace(/\d/g, '')}
          allowNegative={false}
          decimalScale={0}
          step={steps[name]}
          error={wrong.includes(name) && t('between', { least, most })}
        />
      ))}
    </div>
  )
}
