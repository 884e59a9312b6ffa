import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** The head of a page before the console: what it is for, in a sentence. */
export function EntryHeader({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <>
      <Title order={1}>{title}</Title>
      <Text c="dimmed" mt={4} mb="lg">
        {children}
      </Text>
    </>
  )
}
