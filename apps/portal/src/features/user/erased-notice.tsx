import { IconUserX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { TimeAgo } from '@/components/time-ago'
import type { User } from '@/trpc/routers'

/** That a person is erased, and when: nothing is written to them after it. */
export function ErasedNotice({ user }: { user: User }) {
  const t = useTranslations('user.erase')
  return (
    <div style={{ marginBottom: 24 }}>
      <Notice tone="grey" icon={IconUserX} advice={t('erasedAdvice')}>
        {t.rich('erased', { ago: () => <TimeAgo at={user.updatedAt} /> })}
      </Notice>
    </div>
  )
}
