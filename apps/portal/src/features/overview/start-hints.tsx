import { Code, List } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/link-button'
import { Section } from '@/components/section'
import { useMay } from '@/frame/me-provider'

/** What to do first in a directory that holds nobody but the administrator. */
export function StartHints() {
  const t = useTranslations('overview.start')
  const mayWrite = useMay('users.write')
  return (
    <Section title={t('title')} hint={t('text')} padding="lg">
      <List type="ordered" spacing={4}>
        <List.Item>{t('add')}</List.Item>
        <List.Item>{t('watch')}</List.Item>
        <List.Item>{t.rich('demo', { code: (chunks) => <Code>{chunks}</Code> })}</List.Item>
      </List>
      {mayWrite && (
        <LinkButton href="/users/new" mt="md">
          {t('action')}
        </LinkButton>
      )}
    </Section>
  )
}
