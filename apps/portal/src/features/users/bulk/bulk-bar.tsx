'use client'

import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { late } from '@/components/late'
import { countChosen, isTooMany, maxNamed, selectionOf } from '../list/chosen'
import type { ChosenExport } from '../list/download-chosen'
import { ExportChosen } from '../list/export-chosen'
import type { ChosenPeople } from '../list/use-chosen'
import classes from '../users.module.css'
import type { PeopleFilter } from '../users-view'
import { type BulkDeedKind, bulkDeedKinds } from './bulk-deeds'

const BulkDialog = late(() => import('./bulk-dialog').then((module) => module.BulkDialog))

export interface BulkBarProps {
  chosen: ChosenPeople
  filter: PeopleFilter
  /** How the list shows them. */
  look: Omit<ChosenExport, 'selection'>
  /** How many the filter finds. */
  total: number
  /** False: it finds more than that. */
  totalExact: boolean
  onStarted: (runId: string) => unknown
}

/** Who is chosen, and what can be done with all of them at once. */
export const BulkBar = memo(Bar)

function Bar({ chosen: ofList, filter, look, total, totalExact, onStarted }: BulkBarProps) {
  const { chosen, chooseAll, clear } = ofList
  const t = useTranslations('users.bulk')
  const [asked, setAsked] = useState<BulkDeedKind | null>(null)
  const count = countChosen(chosen, total)
  const words = chosen.kind === 'all' && !totalExact ? t('chosenOfMore', { count }) : t('chosen', { count })
  const tooMany = isTooMany(chosen)
  return (
    <>
      <div role="status" className="rc-visually-hidden">
        {count > 0 && words}
      </div>
      {count > 0 && (
        <section className={classes.bulkBar} aria-label={t('bar')}>
          <Text fw={600}>{words}</Text>
          {chosen.kind === 'some' && (count < total || !totalExact) && (
            <Button variant="subtle" size="compact-md" onClick={chooseAll}>
              {totalExact ? t('chooseAll', { count: total }) : t('chooseAllOfMore')}
            </Button>
          )}
          {tooMany && <Text c="dimmed">{t('tooMany', { most: maxNamed })}</Text>}
          <Group gap="xs" ml="auto" wrap="nowrap">
            <ExportChosen disabled={tooMany} selection={selectionOf(chosen, filter)} {...look} />
            <Menu position="top-end" onOpen={() => void BulkDialog.load()}>
              <Menu.Target>
                <Button disabled={tooMany} rightSection={<IconChevronDown size={16} aria-hidden />}>
                  {t('deeds')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {bulkDeedKinds.map((kind) => (
                  <Menu.Item
                    key={kind}
                    {...(kind === 'remove' && { c: 'var(--rc-red)' })}
                    onClick={() => setAsked(kind)}
                  >
                    {t(`menu.${kind}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <ActionIcon aria-label={t('clear')} title={t('clear')} onClick={clear}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </section>
      )}
      {asked && (
        <BulkDialog
          kind={asked}
          selection={selectionOf(chosen, filter)}
          onClose={() => setAsked(null)}
          onStarted={(runId) => {
            setAsked(null)
            clear()
            void onStarted(runId)
          }}
        />
      )}
    </>
  )
}
