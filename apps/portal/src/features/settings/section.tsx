import { Group, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** One of the page's parts, with its own heading. */
export function Section({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <Paper p="lg" component="section">
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      {children}
    </Paper>
  )
}
