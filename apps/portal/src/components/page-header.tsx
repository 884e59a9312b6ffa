import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page-header.module.css'

export interface PageHeaderProps {
  title: ReactNode
  description?: ReactNode
  /** Buttons, to the right. */
  actions?: ReactNode
  /** A link to where this page belongs, above the title. */
  back?: ReactNode
  /** On a phone the description makes room for the page. */
  brief?: boolean
}

export function PageHeader({ title, description, actions, back, brief }: PageHeaderProps) {
  return (
    <Group
      justify="space-between"
      align="flex-end"
      mb="lg"
      gap="md"
      className={classes.header}
      data-brief={brief || undefined}
    >
      <div style={{ minWidth: 0 }}>
        {back && <div className={classes.back}>{back}</div>}
        <Title order={1}>{title}</Title>
        {description && (
          <Text c="dimmed" mt={4} maw={720} className={classes.description}>
            {description}
          </Text>
        )}
      </div>
      {actions && (
        <Group gap="xs" className={classes.actions}>
          {actions}
        </Group>
      )}
    </Group>
  )
}
