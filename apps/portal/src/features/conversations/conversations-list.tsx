'use client'

import { Button, Paper, Text, TextInput } from '@mantine/core'
import { IconMessages, IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { useWordsField } from '@/components/use-words-field'
import { ConversationItem } from './conversation-item'
import { ConversationSkeletons } from './conversation-skeletons'
import classes from './conversations.module.css'
import { useConversations } from './use-conversations'
import { hrefOf, type useConversationsView } from './use-conversations-view'

type Listing = ReturnType<typeof useConversations>

/** Who talked last, under the names the directory has for them now. Arrow keys go from one to the next. */
export function ConversationsList({ page }: { page: ReturnType<typeof useConversationsView> }) {
  const t = useTranslations('conversations')
  const common = useTranslations('common')
  const { view, search } = page
  const { inputProps, change } = useWordsField(view.q, search)
  const list = useConversations(view.q)
  const { query, items } = list
  return (
    <Paper component="section" className={classes.list} aria-label={t('list')}>
      <div className={classes.search}>
        <TextInput
          {...inputProps}
          aria-label={t('search')}
          placeholder={t('searchHint')}
          leftSection={<IconSearch size={18} aria-hidden />}
        />
      </div>
      {query.isError && !query.isFetchNextPageError && !query.data && (
        <div className={classes.note}>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending && <ConversationSkeletons label={common('loading')} />}
      {query.data && items.length === 0 && <Nothing searched={view.q !== ''} onClear={() => change('')} />}
      {items.length > 0 && <Rows list={list} opened={view.c} words={view.q} />}
    </Paper>
  )
}

function Rows({
  list: { query, items, total },
  opened,
  words,
}: {
  list: Listing
  opened: string | null
  words: string
}) {
  const t = useTranslations('conversations')
  return (
    <div className={classes.scroll} data-busy={query.isPlaceholderData || undefined}>
      <ul className={classes.rows} aria-label={t('title')} onKeyDown={moveFocus}>
        {items.map((item) => (
          <ConversationItem
            key={item.id}
            conversation={item}
            href={hrefOf(item.id, words)}
            opened={item.id === opened}
          />
        ))}
      </ul>
      <div className={classes.note}>
        {query.isFetchNextPageError && (
          <ErrorState error={query.error} onRetry={() => void query.fetchNextPage()} title={t('moreFailed')} />
        )}
        <Text fz={13} c="dimmed" role="status">
          {t('shown', { shown: items.length, total })}
        </Text>
        {query.hasNextPage && !query.isFetchNextPageError && (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => void query.fetchNextPage()}
            loading={query.isFetchingNextPage}
          >
            {t('more')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const t = useTranslations('conversations')
  const words = searched ? 'noMatch' : 'empty'
  return (
    <EmptyState
      icon={<IconMessages size={32} />}
      title={t(`${words}.title`)}
      action={
        searched && (
          <Button variant="default" mt="md" onClick={onClear}>
            {t('noMatch.clear')}
          </Button>
        )
      }
    >
      {t(`${words}.text`)}
    </EmptyState>
  )
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = steps[event.key]
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link.matches(':focus'))
  event.preventDefault()
  links[step(at, links.length)]?.focus()
}
