'use client'

import { Button, Group, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { notify } from '@/components/notify'
import { ReasonField } from '@/components/reason-field'
import { useReason } from '@/components/use-reason'
import { useDirectory } from '@/trpc/contexts'
import { brakeFields, readBrakeForm, toBrakeForm } from './brake-values'
import classes from './held.module.css'
import type { Brake } from './read-hold'

/** Changes when the brake acts in this organisation. */
export function BrakeForm({ brake, onClose }: { brake: Brake; onClose: () => void }) {
  const t = useTranslations('sync.held.brake')
  const common = useTranslations('common.actions')
  const [values, setValues] = useState(() => toBrakeForm(brake))
  const [tried, setTried] = useState(false)
  const why = useReason('brake')
  const { sync } = useDirectory()
  const queryClient = useQueryClient()
  const save = useMutation(
    sync.setBrake.mutationOptions({
      onSuccess: () => {
        notify({ text: t('saved') })
        onClose()
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.brake.queryKey() }),
    }),
  )
  const { settings, wrong } = readBrakeForm(values)
  const submit = () => {
    setTried(true)
    const reason = why.read()
    if (settings && reason) save.mutate({ ...settings, reason })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className={classes.fields}>
        {brakeFields.map(({ name, least, most }) => (
          <NumberInput
            key={name}
            label={t(`fields.${name}.label`)}
            description={t(`fields.${name}.hint`)}
            suffix={name === 'share' ? '\u00a0%' : ''}
            value={values[name]}
            onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
            allowNegative={false}
            decimalScale={name === 'share' ? 1 : 0}
            error={tried && wrong.includes(name) && t('between', { least, most })}
          />
        ))}
      </div>
      <div className={classes.reason}>
        <ReasonField {...why.field} />
      </div>
      {save.isError && <ErrorState error={save.error} />}
      <Group mt="md" gap="sm">
        <Button type="submit" loading={save.isPending}>
          {common('save')}
        </Button>
        <Button variant="default" onClick={onClose} disabled={save.isPending}>
          {common('cancel')}
        </Button>
      </Group>
    </form>
  )
}
