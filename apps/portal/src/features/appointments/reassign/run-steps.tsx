'use client'

import { Table, Text } from '@mantine/core'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import { ScrollRegion } from '@/components/scroll-region'
import classes from './reassign.module.css'
import type { ReassignmentStep } from './reassignment-run'
import { StepMark } from './step-mark'

/** What became of each appointment of a run, and why. */
export function RunSteps({ steps, label }: { steps: ReassignmentStep[]; label: string }) {
  const t = useTranslations('appointments.reassign')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const words = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  return (
    <ScrollRegion label={label} className={classes.steps}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(['when', 'patient', 'from', 'to', 'state'] as const).map((column) => (
              <Table.Th key={column}>{t(`columns.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map(({ seq, startsAt, patientName, from, to, state, why }) => (
            <Table.Tr key={seq}>
              <Table.Td className={classes.stepWhen}>
                <ExactTime at={new Date(startsAt)}>
                  {format.dateTime(new Date(startsAt), { ...words, hourCycle: 'h23', timeZone })}
                </ExactTime>
              </Table.Td>
              <Table.Td>
                <bdi>{patientName}</bdi>
              </Table.Td>
              <Table.Td>
                <bdi>{from.name}</bdi>
              </Table.Td>
              <Table.Td>{to ? <bdi>{to.name}</bdi> : '–'}</Table.Td>
              <Table.Td>
                <StepMark state={state} />
                {why && (
                  <Text size="sm" c="dimmed">
                    {t(`whyStep.${why}`)}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
