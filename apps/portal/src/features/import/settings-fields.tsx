'use client'

import { NativeSelect, Radio, Select, Stack, Text } from '@mantine/core'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { isUserRole, userRoles } from '@/features/users/user-roles'
import { countryCodes } from './country-codes'
import classes from './import.module.css'
import type { ImportSettings } from './import-queries'

export interface SettingsFieldsProps {
  settings: ImportSettings
  onChange: (settings: ImportSettings) => void
}

/** How rows are matched, and what they do to people. */
export function SettingsFields({ settings, onChange }: SettingsFieldsProps) {
  const t = useTranslations('import.rules')
  const roles = useTranslations('common.roles')
  const countries = useCountries()
  return (
    <div className={classes.rules}>
      <Choice
        label={t('matchBy')}
        value={settings.matchBy}
        choices={{ email: t('email'), matricule: t('matricule') }}
        onChange={(matchBy) => onChange({ ...settings, matchBy })}
      />
      <Choice
        label={t('absent')}
        value={settings.absent}
        choices={{ leave: t('leaveAlone'), deactivate: t('deactivate') }}
        hint={settings.absent === 'deactivate' ? t('deactivateHint') : t('leaveAloneHint')}
        onChange={(absent) => onChange({ ...settings, absent })}
      />
      <Choice
        label={t('emptyCells')}
        value={settings.emptyCells}
        choices={{ keep: t('keep'), clear: t('clear') }}
        onChange={(emptyCells) => onChange({ ...settings, emptyCells })}
      />
      <Stack gap="sm">
        <Select
          label={t('country')}
          description={t('countryHint')}
          placeholder={t('noCountry')}
          data={countries}
          value={settings.country}
          onChange={(country) => onChange({ ...settings, country })}
          searchable
          clearable
          allowDeselect
        />
        <NativeSelect
          label={t('defaultRole')}
          description={t('defaultRoleHint')}
          value={settings.defaultRole ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...settings, defaultRole: isUserRole(value) ? value : null })
          }
          data={[{ value: '', label: t('noRole') }, ...userRoles.map((role) => ({ value: role, label: roles(role) }))]}
        />
        <Text fz={13} c="dimmed">
          {t('noPassword')}
        </Text>
      </Stack>
    </div>
  )
}

interface ChoiceProps<Name extends string> {
  label: string
  value: Name
  choices: Record<Name, string>
  hint?: string
  onChange: (value: Name) => void
}

function Choice<Name extends string>({ label, value, choices, hint, onChange }: ChoiceProps<Name>) {
  const isName = (name: string): name is Name => Object.hasOwn(choices, name)
  return (
    <Radio.Group label={label} value={value} onChange={(name) => isName(name) && onChange(name)}>
      <Stack gap={6} mt={6}>
        {Object.keys(choices)
          .filter(isName)
          .map((name) => (
            <Radio key={name} value={name} label={choices[name]} />
          ))}
      </Stack>
      {hint && (
        <Text fz={13} c="dimmed" mt={6}>
          {hint}
        </Text>
      )}
    </Radio.Group>
  )
}

function useCountries() {
  const locale = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'region' })
    return countryCodes
      .map((code) => ({ value: code, label: names.of(code) ?? code }))
      .sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [locale])
}
