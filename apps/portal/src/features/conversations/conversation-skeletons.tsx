import { Paper, Skeleton } from '@mantine/core'
import classes from './conversations.module.css'

const rows = Array.from({ length: 10 }, (_, index) => `row-${index}`)

/** The list's shape while it is under way. */
export function ConversationSkeletons() {
  return (
    <Paper className={classes.list} aria-busy>
      {rows.map((row) => (
        <div key={row} className={classes.item}>
          <div className={classes.faces}>
            <Skeleton circle height={28} />
          </div>
          <div className={classes.words}>
            <Skeleton height={16} width="40%" mt={2} />
            <Skeleton height={14} width="70%" mt={10} mb={2} />
          </div>
        </div>
      ))}
    </Paper>
  )
}
