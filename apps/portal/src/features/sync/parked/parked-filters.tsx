'use client'

import { Button, Chip, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { DayField } from '@/components/day-field'
import { useWordsField } from '@/components/use-words-field'
import { PersonField } from '../person-field'
import { letterAges, letterServices, letterStates, useSyncParams } from '../sync-params'
import classes from './parked.module.css'

export interface ParkedFiltersProps {
  filtered: boolean
  onClear: () => void
}

/** By words, person, time, subscriber and state; all of it in the address. */
export function ParkedFilters({ filtered, onClear }: ParkedFiltersProps) {
  const t = useTranslations('sync.parked.filters')
  const services = useTranslations('common.services')
  const { params, setParams } = useSyncParams()
  const firstPage = { after: null, page: null }
  const serviceName = (name: string) => (name === 'clinical' || name === 'chat' ? services(name) : t('outbox'))
  return (
    <search className={classes.filters}>
      <WordsField />
      <PersonField
        label={t('person')}
        placeholder={t('everybody')}
        value={params.user}
        onChange={(user) => void setParams({ user, ...firstPage })}
      />
      <NativeSelect
        label={t('service')}
        value={params.service ?? ''}
        data={[
          { value: '', label: t('all') },
          ...letterServices.map((value) => ({ value, label: serviceName(value) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          void setParams({ service: letterServices.find((name) => name === value) ?? null, ...firstPage })
        }
      />
      <NativeSelect
        label={t('state')}
        value={params.state ?? ''}
        data={[
          { value: '', label: t('all') },
          ...letterStates.map((value) => ({ value, label: t(`states.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          void setParams({ state: letterStates.find((name) => name === value) ?? null, ...firstPage })
        }
      />
      <DayField label={t('from')} day={params.from} onChange={(from) => void setParams({ from, ...firstPage })} />
      <DayField label={t('to')} day={params.to} onChange={(to) => void setParams({ to, ...firstPage })} />
      <AgeChips filtered={filtered} onClear={onClear} />
    </search>
  )
}

/** How long ago it failed; days, where given, count before it. */
function AgeChips({ filtered, onClear }: ParkedFiltersProps) {
  const t = useTranslations('sync.parked.filters')
  const { params, setParams } = useSyncParams()
  const byDays = params.from !== null || params.to !== null
  return (
    <fieldset className={classes.chips}>
      <legend className="rc-visually-hidden">{t('when')}</legend>
      {letterAges.map((when) => (
        <Chip
          key={when}
          type="radio"
          name="when"
          size="sm"
          checked={!byDays && params.when === when}
          onChange={() => void setParams({ when, from: null, to: null, after: null, page: null })}
        >
          {t(`ages.${when}`)}
        </Chip>
      ))}
      {filtered && (
        <Button variant="default" size="compact-md" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </fieldset>
  )
}

function WordsField() {
  const t = useTranslations('sync.parked.filters')
  const { params, setParams } = useSyncParams()
  // A step in the history for each letter would make Back useless.
  const search = (q: string) => setParams({ q: q || null, after: null, page: null }, { history: 'replace' })
  const { inputProps } = useWordsField(params.q, search)
  return (
    <TextInput
      {...inputProps}
      label={t('words')}
      placeholder={t('wordsHint')}
      leftSection={<IconSearch size={18} aria-hidden />}
    />
  )
}
