'use client'

import { Paper } from '@mantine/core'
import { IconMessageCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { PrintNote } from '@/components/print-note'
import { useMay } from '@/frame/me-provider'
import classes from './conversations.module.css'
import { ConversationsList } from './conversations-list'
import { ThreadPane } from './thread-pane'
import { useConversationsView } from './use-conversations-view'

/** Who talked, and what was said, under the names the directory has for people now. */
export function ConversationsPage() {
  const t = useTranslations('conversations')
  if (useMay('conversations.read', 'conversations.own')) return <Conversations />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function Conversations() {
  const t = useTranslations('conversations')
  const readsAll = useMay('conversations.read')
  const page = useConversationsView()
  const { c } = page.view
  return (
    // On a narrow screen it is the list or one conversation.
    <div className={classes.page} data-reading={c !== null || undefined}>
      <div className={classes.pageHead}>
        <PageHeader title={t('title')} description={t(readsAll ? 'description' : 'descriptionOwn')} />
        <PrintNote filters={[page.view.q && t('printedSearch', { words: page.view.q })]} />
      </div>
      <div className={classes.panes}>
        <div className={classes.listPane}>
          <ConversationsList page={page} />
        </div>
        <div className={classes.threadPane}>
          {c === null ? (
            <Paper className={classes.unchosen}>
              <EmptyState icon={<IconMessageCircle size={32} />} title={t('unchosen.title')}>
                {t('unchosen.text')}
              </EmptyState>
            </Paper>
          ) : (
            <ThreadPane key={c} id={c} onClose={() => void page.open(null)} />
          )}
        </div>
      </div>
    </div>
  )
}
