'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/link-button'
import { Section } from '@/components/section'
import { useMay, useMe } from '@/frame/me-provider'
import { useClinical, useDirectory } from '@/trpc/contexts'
import { clinicalRoles } from '../users/user-roles'
import classes from './overview.module.css'
import { useGuide } from './use-guide'

/** From the empty directory to the first doctor in the dropdown; each step is ticked by what is so, not by a click. */
export function StartGuide({ people }: { people: number }) {
  const mayWrite = useMay('users.write')
  const { shown, dismiss } = useGuide(useMe().organisation.id, people)
  return shown && mayWrite && <Guide onDismiss={dismiss} />
}

function Guide({ onDismiss }: { onDismiss: () => void }) {
  const t = useTranslations('overview.start')
  const { clinicians, appointments } = useClinical()
  const roles = [...clinicalRoles]
  const created = useQuery(useDirectory().users.list.queryOptions({ roles, limit: 1 }))
  const arrived = useQuery(
    clinicians.list.queryOptions({ roles: ['doctor', 'nurse', 'pharmacist', 'consultant'], limit: 1 }),
  )
  const booked = useQuery(appointments.list.queryOptions({ limit: 1 }))
  const isDone = {
    create: (created.data?.total ?? 0) > 0,
    arrive: (arrived.data?.total ?? 0) > 0,
    book: (booked.data?.total ?? 0) > 0,
  }
  const name = arrived.data?.items[0]?.fullName ?? ''
  const allDone = isDone.create && isDone.arrive && isDone.book
  return (
    <Section
      title={t(allDone ? 'doneTitle' : 'title')}
      hint={t(allDone ? 'doneText' : 'text')}
      padding="lg"
      aside={
        <Button variant="subtle" size="compact-sm" onClick={onDismiss}>
          {t(allDone ? 'close' : 'dismiss')}
        </Button>
      }
    >
      <ol className={classes.steps}>
        <Step done={isDone.create} title={t('create.title')} text={t('create.text')}>
          <Group gap="xs">
            <LinkButton href="/users/new">{t('create.action')}</LinkButton>
            <LinkButton href="/users/import" variant="default">
              {t('create.import')}
            </LinkButton>
          </Group>
        </Step>
        <Step
          done={isDone.arrive}
          title={t('arrive.title')}
          text={isDone.arrive ? t('arrive.done', { name }) : t('arrive.text')}
        />
        <Step done={isDone.book} title={t('book.title')} text={t('book.text')}>
          {isDone.arrive && <LinkButton href="/appointments/new">{t('book.action')}</LinkButton>}
        </Step>
      </ol>
    </Section>
  )
}

interface StepProps {
  done: boolean
  title: ReactNode
  text: ReactNode
  /** What to press, while it isn't done. */
  children?: ReactNode
}

function Step({ done, title, text, children }: StepProps) {
  const t = useTranslations('overview.start')
  const Icon = done ? IconCircleCheckFilled : IconCircle
  return (
    <li className={classes.step} data-done={done || undefined}>
      <Icon size={22} stroke={1.7} role="img" aria-label={t(done ? 'stepDone' : 'stepOpen')} />
      <div>
        <Text fw={600}>{title}</Text>
        <Text c="dimmed" mb={!done && children ? 'xs' : 0}>
          {text}
        </Text>
        {!done && children}
      </div>
    </li>
  )
}
