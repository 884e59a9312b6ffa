'use client'

import { Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUserPlus, IconUserQuestion } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { LinkButton } from '@/components/link-button'
import { Notice } from '@/components/notice'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { ClinicalOut } from '@/trpc/routers'
import type { Clinician } from './appointment'
import classes from './appointment-form.module.css'
import { explainAgainMs } from './explain-view'
import { ExplainedPerson } from './explained-person'
import type { ClinicalRole } from './use-clinicians'

const typingPauseMs = 250
const minSearchLength = 2
const maxSearchLength = 200

export interface WhyNotListedDialogProps {
  /** What has been typed in the form's field. */
  initialSearch: string
  /** Whom the form offers. */
  roles: ClinicalRole[]
  onChoose: (clinician: Clinician) => void
  onClose: () => void
}

/** Looks up whoever is missed in the list, and says why they aren't there and what mends it. Mounted while open. */
export function WhyNotListedDialog({ initialSearch, roles, onChoose, onClose }: WhyNotListedDialogProps) {
  const t = useTranslations('appointments.why')
  const [typed, setTyped] = useState(initialSearch)
  const wanted = typed.trim().slice(0, maxSearchLength)
  const [search] = useDebouncedValue(wanted, typingPauseMs)
  const query = useQuery(
    useClinical().clinicians.explain.queryOptions(
      { search, roles },
      {
        enabled: search.length >= minSearchLength,
        placeholderData: keepPreviousData,
        refetchInterval: ({ state: { data } }) => explainAgainMs(data?.items ?? []),
      },
    ),
  )
  const asks = wanted.length >= minSearchLength
  const answer = asks && !query.isError ? query.data : undefined
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg" yOffset="8vh" centered={false}>
      <Stack gap="md">
        <TextInput
          label={t('search')}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
          leftSection={<IconSearch size={18} aria-hidden />}
          autoComplete="off"
          data-autofocus
        />
        <div className={classes.why} aria-busy={query.isFetching}>
          {!asks && <Text c="dimmed">{t('hint')}</Text>}
          {asks && query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
          {asks && query.isPending && <Skeleton height={88} />}
          {answer && <Answer answer={answer} search={search} onChoose={onChoose} />}
        </div>
      </Stack>
    </Modal>
  )
}

interface AnswerProps extends Pick<WhyNotListedDialogProps, 'onChoose'> {
  answer: ClinicalOut['clinicians']['explain']
  search: string
}

function Answer({ answer: { items, directoryAnswers, total }, search, onChoose }: AnswerProps) {
  const t = useTranslations('appointments.why')
  return (
    <Stack gap={8}>
      <p role="status" className="rc-visually-hidden">
        {t('found', { count: items.length })}
      </p>
      {!directoryAnswers && <Notice tone="amber">{t('directoryAway')}</Notice>}
      {items.length === 0 && <Nobody search={search} />}
      <ul className={classes.explained}>
        {items.map((explanation) => (
          <ExplainedPerson key={explanation.userId} explanation={explanation} onChoose={onChoose} />
        ))}
      </ul>
      {total > items.length && <Text c="dimmed">{t('more', { total, shown: items.length })}</Text>}
    </Stack>
  )
}

function Nobody({ search }: { search: string }) {
  const t = useTranslations('appointments.why')
  const mayWrite = useMay('users.write')
  return (
    <EmptyState
      icon={<IconUserQuestion size={32} stroke={1.5} />}
      title={t('nobody.title', { search })}
      action={
        mayWrite && (
          <LinkButton href="/users/new" variant="default" leftSection={<IconUserPlus size={18} aria-hidden />}>
            {t('nobody.create')}
          </LinkButton>
        )
      }
    >
      {t(mayWrite ? 'nobody.text' : 'nobody.ask')}
    </EmptyState>
  )
}
