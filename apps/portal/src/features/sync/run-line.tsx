import { Anchor, Skeleton, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { TimeAgo } from '@/components/time-ago'
import classes from './run-line.module.css'
import { RunState, type RunStateName } from './run-state'

export interface RunLineProps {
  state: RunStateName
  /** Opens the run's report. */
  href: string
  /** Its report is shown. */
  opened: boolean
  title: string
  /** What it came to, or how far it is. */
  found: ReactNode
  startedAt: string
  /** Who or what started it, how long it took. */
  notes: (string | false | null | undefined)[]
}

/** One run in the list of runs that are kept. */
export function RunLine({ state, href, opened, title, found, startedAt, notes }: RunLineProps) {
  return (
    <li className={classes.run} data-opened={opened || undefined}>
      <RunState state={state} />
      <div>
        <Anchor
          component={Link}
          href={href}
          scroll={false}
          fw={500}
          underline="hover"
          aria-current={opened || undefined}
        >
          {title}
        </Anchor>
        <Text>{found}</Text>
      </div>
      <Text fz={13} c="dimmed" className={classes.runWhen}>
        <TimeAgo at={startedAt} />
        <br />
        {notes.filter(Boolean).join(' · ')}
      </Text>
    </li>
  )
}

/** The runs that are kept, or their places while loading. */
export function RunList({ loading, children }: { loading: boolean; children: ReactNode }) {
  if (loading)
    return (
      <Stack gap="sm">
        <Skeleton h={44} />
        <Skeleton h={44} />
      </Stack>
    )
  return <ol className={classes.runs}>{children}</ol>
}
