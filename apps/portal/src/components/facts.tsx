'use memo'

import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './facts.module.css'

export interface Fact {
  label: ReactNode
  /** null while loading: its place is kept. */
  value: ReactNode
  /** A line in small print below a tile's value. */
  note?: ReactNode
}

const keyOf = ({ label }: Fact, index: number) => (typeof label === 'string' ? label : index)

/** Facts below each other: label left, value right. */
export function FactRows({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.rows}>
      {facts.map((fact, index) => (
        <div key={keyOf(fact, index)} className={classes.row}>
          <dt>{fact.label}</dt>
          <dd>{fact.value ?? <Skeleton w={64} h={16} my={2} />}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Facts beside each other, the values large. */
export function FactTiles({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.tiles}>
      {facts.map((fact, index) => (
        <div key={keyOf(fact, index)} className={classes.tile}>
          <dt>{fact.label}</dt>
          <dd>{fact.value ?? <Skeleton w={72} h={20} my={4} />}</dd>
          {fact.note !== undefined && <dd className={classes.note}>{fact.note}</dd>}
        </div>
      ))}
    </dl>
  )
}
