import { Code, List, Paper, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/link-button'
import { useMay } from '@/frame/me-provider'

/** What to do first in a directory that holds nobody but the administrator. */
export function StartHints() {
  const t = useTranslations('overview.start')
  const mayWrite = useMay('users.write')
  return (
    <Paper p="lg" component="section" aria-labelledby="start-title">
      <Title order={2} id="start-title">
        {t('title')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('text')}
      </Text>
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
    </Paper>
  )
}
