'use client'

import { useTranslations } from 'next-intl'
import { FactRows } from '@/components/facts'
import { Notice } from '@/components/notice'
import type { DirectoryOut } from '@/trpc/routers'

/** What would come of it: how many change, who is left out, and whether the brake steps in. */
export function BulkPreview({ preview }: { preview: DirectoryOut['users']['bulk']['preview'] }) {
  const t = useTranslations('users.bulk')
  const { willChange, alreadyThere, skipped, brake } = preview
  const people = (count: number) => t('people', { count })
  return (
    <>
      <FactRows
        facts={[
          { label: t('preview.willChange'), value: <strong>{people(willChange)}</strong> },
          ...(alreadyThere > 0 ? [{ label: t('preview.alreadyThere'), value: people(alreadyThere) }] : []),
          ...skipped
            .filter((skip) => skip.people > 0)
            .map((skip) => ({ label: t(`skipped.${skip.kind}`), value: people(skip.people) })),
        ]}
      />
      {willChange === 0 && <Notice tone="grey">{t('preview.nothing')}</Notice>}
      {brake === 'holds' && (
        <Notice tone="violet" advice={t('preview.brakeAdvice')}>
          {t('preview.brake')}
        </Notice>
      )}
    </>
  )
}
