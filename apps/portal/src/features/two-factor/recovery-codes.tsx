'use client'

import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { CopyButton } from '@/components/copy-button'
import classes from './two-factor.module.css'

const fileName = 'rollcall-recovery-codes.txt'

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}

/** Shown once: nobody can read them again, the service neither. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useTranslations('twoFactor.codes')
  const text = `${codes.join('\n')}\n`
  const ref = useRef<HTMLParagraphElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <Stack gap="md">
      <Text ref={ref} tabIndex={-1} style={{ outline: 'none' }}>
        {t('text')}
      </Text>
      <Paper p="md">
        <ul className={classes.codes} aria-label={t('label')}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Paper>
      <Group gap="xs">
        <CopyButton value={text} size="sm">
          {t('copy')}
        </CopyButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => download(`${t('fileHead')}\n\n${text}`)}
        >
          {t('download')}
        </Button>
      </Group>
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('done')}</Button>
      </Group>
    </Stack>
  )
}
