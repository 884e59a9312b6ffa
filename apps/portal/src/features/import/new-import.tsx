'use client'

import { Button, Group, Progress, SegmentedControl, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { useDirectory } from '@/trpc/contexts'
import { FileDrop } from './file-drop'
import { FileFaultNotice } from './file-fault-notice'
import classes from './import.module.css'
import { useImportParams } from './import-params'
import { type FileFault, judgeFile } from './judge-file'
import { noHints, ReadingFields, type ReadingHints } from './reading-fields'
import { sendFile } from './send-file'

/** A file or pasted rows, judged at once and then sent. */
export function NewImport() {
  const t = useTranslations('import.file')
  const [way, setWay] = useState('file')
  const [text, setText] = useState('')
  const [hints, setHints] = useState<ReadingHints>(noHints)
  const { fault, error, sending, send, stop } = useSending(hints)
  return (
    <Section title={t('title')} hint={t('hint')} padding="lg">
      <SegmentedControl
        mb="md"
        aria-label={t('way')}
        value={way}
        onChange={setWay}
        disabled={sending !== null}
        data={[
          { value: 'file', label: t('fromFile') },
          { value: 'paste', label: t('pasted') },
        ]}
      />
      {way === 'file' ? (
        <FileDrop disabled={sending !== null} onFile={(file) => send(file, file.name)} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send(new Blob([text]))
          }}
        >
          <Textarea
            label={t('rows')}
            description={t('rowsHint')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            minRows={8}
            maxRows={16}
            autosize
            spellCheck={false}
            classNames={{ input: classes.paste }}
          />
          <Button type="submit" mt="sm" disabled={text.trim() === ''} loading={sending !== null}>
            {t('read')}
          </Button>
        </form>
      )}
      <ReadingFields hints={hints} onChange={setHints} />
      <div className={classes.below} aria-live="polite">
        {sending && <SendingBar {...sending} onStop={stop} />}
        {(fault || error) && <FileFaultNotice fault={fault} error={error} />}
      </div>
      <Text fz={13} c="dimmed">
        {t('limits')}
      </Text>
    </Section>
  )
}

function SendingBar({ sent, size, onStop }: { sent: number; size: number; onStop: () => void }) {
  const t = useTranslations('import.file')
  const { bytes } = useAmounts()
  const isRead = sent >= size
  return (
    <div>
      <Progress.Root size="md">
        <Progress.Section value={size > 0 ? (100 * Math.min(sent, size)) / size : 0} aria-label={t('sending')} />
      </Progress.Root>
      <Group justify="space-between" mt={4}>
        <Text c="dimmed">
          {isRead ? t('reading') : t('sent', { sent: bytes(Math.min(sent, size)), size: bytes(size) })}
        </Text>
        <Button variant="default" size="compact-sm" onClick={onStop}>
          {t('stop')}
        </Button>
      </Group>
    </div>
  )
}

function useSending(hints: ReadingHints) {
  const { setParams } = useImportParams()
  const queryClient = useQueryClient()
  const directory = useDirectory()
  const [fault, setFault] = useState<FileFault | null>(null)
  const [sending, setSending] = useState<{ sent: number; size: number } | null>(null)
  const stopping = useRef(new AbortController())
  const mutation = useMutation({
    mutationFn: async ({ content, name }: { content: Blob; name?: string }) => {
      const found = await judgeFile(content)
      setFault(found)
      if (found) return null
      stopping.current = new AbortController()
      const { size } = content
      setSending({ sent: 0, size })
      const how = {
        ...(hints.encoding && { encoding: hints.encoding }),
        ...(hints.separator && { separator: hints.separator }),
      }
      const onProgress = (sent: number) => setSending({ sent, size })
      return sendFile({ content, ...(name && { name }), ...how }, onProgress, stopping.current.signal)
    },
    onSuccess: (id) => {
      if (!id) return
      void queryClient.invalidateQueries({ queryKey: directory.users.import.list.pathKey() })
      void setParams({ id, step: 'columns' })
    },
    onSettled: () => setSending(null),
  })
  useWarning(sending !== null)
  const isStopped = mutation.error instanceof DOMException
  return {
    ...{ fault, sending },
    error: isStopped ? null : mutation.error,
    send: (content: Blob, name?: string) => mutation.mutate({ content, ...(name && { name }) }),
    stop: () => stopping.current.abort(),
  }
}

/** What is on its way would be lost with the page; everything after it is not. */
function useWarning(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isSending])
}
