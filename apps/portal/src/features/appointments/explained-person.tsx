'use client'

import { Group, Text } from '@mantine/core'
import {
  IconAlertOctagon,
  IconArrowRight,
  IconCheck,
  IconCircleOff,
  IconHandStop,
  IconId,
  IconPlayerPause,
  IconTrash,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import { isUserRole } from '@/features/users/user-roles'
import { useMe } from '@/frame/me-provider'
import type { Explanation } from '@/trpc/routers'
import type { Clinician } from './appointment'
import classes from './appointment-form.module.css'
import { ExplainRemedy } from './explain-remedy'
import { type Reason, remedyFor, toneOfReason, wordsFor } from './explain-view'

const icons: Record<Reason, typeof IconCheck> = {
  listed: IconCheck,
  unknown_here: IconUserQuestion,
  other_role: IconId,
  deactivated: IconCircleOff,
  deleted: IconTrash,
  on_its_way: IconArrowRight,
  parked: IconAlertOctagon,
  held: IconHandStop,
  paused: IconPlayerPause,
}

export interface ExplainedPersonProps {
  explanation: Explanation
  onChoose: (clinician: Clinician) => void
}

/** Why one person isn't offered, in a sentence, and what mends it. */
export function ExplainedPerson({ explanation, onChoose }: ExplainedPersonProps) {
  const t = useTranslations('appointments.why')
  const roles = useTranslations('common.roles')
  const { permissions } = useMe()
  const { fullName, reason, role } = explanation
  const Icon = icons[reason]
  const roleName = isUserRole(role) ? roles(role) : role
  const sentence = t(`reason.${wordsFor(explanation)}`, {
    name: fullName,
    role: roleName,
    attempts: explanation.facts.parked?.attempts ?? 0,
  })
  return (
    <li className={classes.explainedPerson} data-tone={toneOfReason[reason]}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <UserAvatar name={fullName} size={40} />
        <div className={classes.explainedText}>
          <Text fw={600} component="div">
            <bdi>{fullName}</bdi>
          </Text>
          <Text fz={13} c="dimmed">
            {roleName}
          </Text>
          <p className={classes.reason}>
            <Icon size={18} stroke={1.9} aria-hidden />
            <span>{sentence}</span>
          </p>
          <ExplainRemedy
            explanation={explanation}
            remedy={remedyFor(explanation, permissions)}
            note={sentence}
            onChoose={onChoose}
          />
        </div>
      </Group>
    </li>
  )
}
