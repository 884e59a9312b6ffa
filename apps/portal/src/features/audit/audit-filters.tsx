'use client'

import { Button, Chip, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { DayField } from '@/components/day-field'
import { useWordsField } from '@/components/use-words-field'
import { PersonField } from '@/features/sync/person-field'
import classes from './audit.module.css'
import { groupNames } from './audit-actions'
import type { AuditList } from './use-audit-view'

/** By what, who, about whom, when and words; all of it in the address. */
export function AuditFilters({ list, filtered }: { list: AuditList; filtered: boolean }) {
  const t = useTranslations('audit.filters')
  const { view, filter, clear } = list
  return (
    <search className={classes.filters}>
      <WordsField list={list} />
      {(['who', 'whom'] as const).map((side) => (
        <PersonField
          key={side}
          label={t(side)}
          placeholder={t('everybody')}
          value={view[side]}
          onChange={(id) => void filter({ [side]: id })}
        />
      ))}
      {(['from', 'to'] as const).map((end) => (
        <DayField key={end} label={t(end)} day={view[end]} onChange={(day) => void filter({ [end]: day })} />
      ))}
      <fieldset className={classes.chips}>
        <legend className="rc-visually-hidden">{t('what')}</legend>
        {groupNames.map((group) => (
          <Chip
            key={group}
            size="sm"
            checked={view.what.includes(group)}
            onChange={(chosen) =>
              void filter({ what: groupNames.filter((name) => (name === group ? chosen : view.what.includes(name))) })
            }
          >
            {t(`groups.${group}`)}
          </Chip>
        ))}
        {view.request && (
          <Chip size="sm" checked onChange={() => void filter({ request: null })}>
            {t('oneRequest')}
          </Chip>
        )}
        {filtered && (
          <Button variant="default" size="compact-md" onClick={clear}>
            {t('clear')}
          </Button>
        )}
      </fieldset>
    </search>
  )
}

function WordsField({ list: { view, search } }: { list: AuditList }) {
  const t = useTranslations('audit.filters')
  const { inputProps } = useWordsField(view.q, search)
  return (
    <TextInput
      {...inputProps}
      label={t('words')}
      placeholder={t('wordsHint')}
      leftSection={<IconSearch size={18} aria-hidden />}
    />
  )
}
