import { Group, Paper, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

export interface SectionProps {
  title: ReactNode
  /** A line below the title. */
  hint?: ReactNode
  /** At the end of the title's line: a state, a switch, a button. */
  aside?: ReactNode
  padding?: 'md' | 'lg'
  children: ReactNode
}

/** One of a page's parts, named by its own heading. */
export function Section({ title, hint, aside, padding = 'md', children }: SectionProps) {
  const titleId = useId()
  const space = padding === 'md' ? 'sm' : 'md'
  return (
    <Paper p={padding} component="section" aria-labelledby={titleId}>
      <Group justify="space-between" gap="sm" mb={hint ? 0 : space} mih={30}>
        <Title order={2} id={titleId}>
          {title}
        </Title>
        {aside}
      </Group>
      {hint && (
        <Text c="dimmed" mb={space}>
          {hint}
        </Text>
      )}
      {children}
    </Paper>
  )
}
