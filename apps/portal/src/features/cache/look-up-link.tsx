import { Anchor, Code } from '@mantine/core'
import Link from 'next/link'
import classes from './cache.module.css'
import { lookUpHref } from './cache-params'

/** A person by name, or by id where no name is known, that leads to what the cache holds of them. */
export function LookUpLink({ userId, name }: { userId: string; name: string | undefined }) {
  return (
    <Anchor component={Link} href={lookUpHref(userId)} underline="hover">
      {name ? <bdi>{name}</bdi> : <Code className={classes.value}>{userId}</Code>}
    </Anchor>
  )
}
