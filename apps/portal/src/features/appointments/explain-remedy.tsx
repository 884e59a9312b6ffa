'use client'

import { Group, Text } from '@mantine/core'
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/copy-button'
import { LinkButton } from '@/components/link-button'
import { RetryButton } from '@/components/retry-button'
import type { Explanation } from '@/trpc/routers'
import type { Clinician } from './appointment'
import { ChooseButton } from './choose-button'
import type { Remedy } from './explain-view'
import { RepairHereButton } from './repair-here-button'
import { UserDeedButton } from './user-deed-button'

export interface ExplainRemedyProps {
  explanation: Explanation
  remedy: Remedy
  /** What somebody else is told, who may mend it. */
  note: string
  onChoose: (clinician: Clinician) => void
}

/** The button that mends it; or, for who may not, whom to ask and what to tell them. */
export function ExplainRemedy({ explanation, remedy, note, onChoose }: ExplainRemedyProps) {
  const t = useTranslations('appointments.why')
  const { userId, fullName } = explanation
  switch (remedy.kind) {
    case 'none':
      return null
    case 'wait':
      return <Text c="dimmed">{t('wait')}</Text>
    case 'ask':
      return (
        <Group gap="xs">
          <Text c="dimmed">{t('ask')}</Text>
          <CopyButton value={note}>{t('copyNote')}</CopyButton>
        </Group>
      )
    case 'choose':
      return <ChooseButton userId={userId} fullName={fullName} onChoose={onChoose} />
    case 'retry':
      return <RetryButton service="clinical" parkedId={remedy.parkedId} name={fullName} />
    case 'repair':
      return <RepairHereButton userId={userId} fullName={fullName} />
    case 'review_held':
    case 'resume': {
      const Icon = remedy.kind === 'resume' ? IconPlayerPlay : IconHandStop
      return (
        <LinkButton href={remedy.href} size="compact-sm" maw="100%" leftSection={<Icon size={16} aria-hidden />}>
          {t(`action.${remedy.kind}`)}
        </LinkButton>
      )
    }
    default:
      return <UserDeedButton userId={userId} fullName={fullName} deed={remedy.kind} />
  }
}
