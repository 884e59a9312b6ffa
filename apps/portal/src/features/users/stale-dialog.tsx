'use client'

import { Button, Group, Modal, Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { TimeAgo } from '@/components/time-ago'
import { readFailure } from '@/trpc/failure'
import type { User } from '@/trpc/routers'
import { FieldValue } from './field-value'
import { type FormField, formFields, type UserInput } from './user-form-values'
import { fullNameOf } from './user-roles'

export interface StaleDialogProps {
  /** The user as it was when editing began, as it is now, and what was to be saved. */
  base: User
  theirs: User
  mine: Partial<UserInput>
  onSave: (changes: Partial<UserInput>) => void
  onClose: () => void
  pending: boolean
  error: unknown
}

type Choice = 'theirs' | 'mine'

/** Someone else saved first: both values, field by field. Nothing is overwritten unseen. */
export function StaleDialog({ base, theirs, mine, onSave, onClose, pending, error }: StaleDialogProps) {
  const t = useTranslations('users.stale')
  const common = useTranslations('common.actions')
  const mineFields = formFields.filter((field) => mine[field] !== undefined && mine[field] !== theirs[field])
  const theirFields = formFields.filter((field) => theirs[field] !== base[field] && !mineFields.includes(field))
  const [choices, setChoices] = useState<Partial<Record<FormField, Choice>>>({})
  // What only this person changed is kept as they wrote it; where both wrote, they have to look.
  const choiceOf = (field: FormField): Choice => choices[field] ?? (theirs[field] === base[field] ? 'mine' : 'theirs')
  const chooseAll = (choice: Choice) => setChoices(Object.fromEntries(mineFields.map((field) => [field, choice])))
  const save = () => {
    const kept = mineFields.filter((field) => choiceOf(field) === 'mine')
    onSave(Object.fromEntries(kept.map((field) => [field, mine[field]])))
  }
  const failed = error && readFailure(error).code !== 'STALE_VERSION'

  return (
    <Modal opened onClose={onClose} size="lg" title={t('title', { name: fullNameOf(theirs) })}>
      <Stack gap="md">
        <Text>
          {t('text')} <TimeAgo at={theirs.updatedAt} />.
        </Text>
        {mineFields.map((field) => (
          <StaleField
            key={field}
            field={field}
            theirs={theirs[field]}
            mine={mine[field] ?? null}
            choice={choiceOf(field)}
            onChoose={(choice) => setChoices({ ...choices, [field]: choice })}
          />
        ))}
        {theirFields.length > 0 && (
          <Text fz={13} c="dimmed">
            {t('alsoChanged')} <TheirFields fields={theirFields} />
          </Text>
        )}
        {failed ? <ErrorState error={error} /> : null}
        <Group justify="space-between">
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => chooseAll('theirs')}>
              {t('allTheirs')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => chooseAll('mine')}>
              {t('allMine')}
            </Button>
          </Group>
          <Button onClick={save} loading={pending}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function TheirFields({ fields }: { fields: FormField[] }) {
  const t = useTranslations('users.form.fields')
  return <>{fields.map((field) => t(field)).join(', ')}</>
}

interface StaleFieldProps {
  field: FormField
  theirs: string | null
  mine: string | null
  choice: Choice
  onChoose: (choice: Choice) => void
}

function StaleField({ field, theirs, mine, choice, onChoose }: StaleFieldProps) {
  const t = useTranslations('users')
  return (
    <Radio.Group
      label={t(`form.fields.${field}`)}
      value={choice}
      onChange={(value) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
    >
      <SimpleGrid mt={4} cols={{ base: 1, xs: 2 }} spacing="sm">
        {(['theirs', 'mine'] as const).map((side) => (
          <Radio.Card key={side} value={side} p="sm">
            <Group wrap="nowrap" gap="sm" align="flex-start">
              <Radio.Indicator mt={2} />
              <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                <Text fz={13} c="dimmed">
                  {t(side === 'theirs' ? 'stale.keepTheirs' : 'stale.useMine')}
                </Text>
                <FieldValue field={field} value={side === 'theirs' ? theirs : mine} />
              </div>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
