'use client'

import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconBookmark, IconCheck, IconChevronDown, IconTrash } from '@tabler/icons-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useMe } from '@/frame/me-provider'
import classes from '../users.module.css'
import { builtInViews, longestName, readViews, type SavedView, viewQuery, withView } from './saved-views'

/** Named looks at the list: some that come with it, and a person's own. */
export function ViewsMenu({ maySync }: { maySync: boolean }) {
  const t = useTranslations('users.views')
  const router = useRouter()
  const now = viewQuery(`${useSearchParams()}`)
  const [opened, setOpened] = useState(false)
  // A browser may serve several people.
  const [kept, setKept] = useLocalStorage<SavedView[]>({
    key: `rollcall.views.${useMe().user.id}`,
    defaultValue: [],
    deserialize: (text) => readViews(text ?? null),
  })
  const ready = builtInViews
    .filter(({ key }) => maySync || key !== 'notArrived')
    .map(({ key, query }) => ({ name: t(`builtIn.${key}`), query: viewQuery(query) }))
  const current = [...kept, ...ready].find(({ query }) => query === now)
  const open = (query: string) => {
    setOpened(false)
    router.push(query ? `/users?${query}` : '/users')
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.picker}
          leftSection={<IconBookmark size={18} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-haspopup="dialog"
          onClick={() => setOpened(!opened)}
        >
          {current?.name ?? t('title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')}>
        <Stack gap="xs">
          <ViewList views={ready} now={now} onOpen={open} />
          {kept.length > 0 && (
            <>
              <Text fz={13} c="dimmed">
                {t('yours')}
              </Text>
              <ViewList
                views={kept}
                now={now}
                onOpen={open}
                onRemove={(name) => setKept(kept.filter((view) => view.name !== name))}
              />
            </>
          )}
          <SaveView onSave={(name) => setKept(withView(kept, { name, query: now }))} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ViewListProps {
  views: readonly SavedView[]
  now: string
  onOpen: (query: string) => void
  onRemove?: (name: string) => void
}

function ViewList({ views, now, onOpen, onRemove }: ViewListProps) {
  const t = useTranslations('users.views')
  return (
    <ul className={classes.views}>
      {views.map(({ name, query }) => (
        <li key={name}>
          <UnstyledButton
            className={classes.viewName}
            aria-current={query === now ? 'true' : undefined}
            onClick={() => onOpen(query)}
          >
            <bdi>{name}</bdi>
            {query === now && <IconCheck size={16} aria-hidden />}
          </UnstyledButton>
          {onRemove && (
            <ActionIcon size="md" aria-label={t('remove', { name })} onClick={() => onRemove(name)}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  )
}

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const t = useTranslations('users.views')
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    onSave(name.trim())
    setName('')
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          label={t('name')}
          description={t('hint')}
          value={name}
          maxLength={longestName}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => setName(value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default" disabled={!name.trim()}>
          {t('save')}
        </Button>
      </Group>
    </form>
  )
}
