'use client'

import { Radio, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReasonDialog } from '@/components/reason-dialog'
import type { Clinician } from '../appointment'
import { ClinicianSelect } from '../clinician-select'
import { everyClinician } from '../use-clinicians'
import { useReassign } from './use-reassign'
import { useReassignView } from './use-reassign-view'

const modes = ['as_many', 'all_or_nothing'] as const

export interface ReassignAllDialogProps {
  clinicianId: string
  name: string
  count: number
  onClose: () => void
}

/** To whom, and what is to happen when one of them can't be moved: said before anything is done. */
export function ReassignAllDialog({ clinicianId, name, count, onClose }: ReassignAllDialogProps) {
  const t = useTranslations('appointments.reassign')
  const [toOne, setToOne] = useState(false)
  const [chosen, setChosen] = useState<Clinician | null>(null)
  const [missing, setMissing] = useState(false)
  const [mode, setMode] = useState<(typeof modes)[number]>('as_many')
  const { showRun } = useReassignView()
  const reassign = useReassign()
  const start = async (reason: string) => {
    const to = toOne ? chosen?.id : 'suggested'
    setMissing(!to)
    if (!to) return
    try {
      const run = await reassign.mutateAsync({ clinicianId, to, mode, reason })
      onClose()
      await showRun(run.id)
    } catch {
      // The dialog shows it.
    }
  }
  return (
    <ReasonDialog
      deed="reassign"
      title={t('allTitle', { count, name })}
      confirmLabel={t('start', { count })}
      onClose={onClose}
      onConfirm={start}
      pending={reassign.isPending}
      error={reassign.error}
    >
      <Stack gap="md">
        <Radio.Group
          label={t('to.label')}
          value={toOne ? 'one' : 'suggested'}
          onChange={(value) => setToOne(value === 'one')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="suggested" label={t('to.suggested')} />
            <Radio value="one" label={t('to.one')} />
          </Stack>
        </Radio.Group>
        {toOne && (
          <ClinicianSelect
            label={t('to.clinician')}
            roles={everyClinician}
            required
            value={chosen?.id ?? null}
            chosenName={chosen?.fullName}
            onChange={(clinician) => {
              setChosen(clinician)
              setMissing(false)
            }}
            error={missing ? t('to.missing') : undefined}
          />
        )}
        <Radio.Group
          label={t('mode.label')}
          value={mode}
          onChange={(value) => setMode(modes.find((known) => known === value) ?? mode)}
        >
          <Stack gap="xs" mt="xs">
            {modes.map((value) => (
              <Radio key={value} value={value} label={t(`mode.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </ReasonDialog>
  )
}
