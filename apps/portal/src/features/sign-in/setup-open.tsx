import { Box } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'

/** Nobody can sign in to an empty installation yet: says how its first administrator comes about. */
export function SetupOpen() {
  const t = useTranslations('signIn.setupOpen')
  return (
    <Box mb="md">
      <Notice tone="blue" advice={t('advice')}>
        {t('text')}
      </Notice>
    </Box>
  )
}
