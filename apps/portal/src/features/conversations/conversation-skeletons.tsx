import { Skeleton } from '@mantine/core'
import { keepRows } from '@/components/keep-rows'
import classes from './conversations.module.css'

const rows = keepRows(8)

/** The list's shape while it is under way. */
export function ConversationSkeletons({ label }: { label: string }) {
  return (
    <div className={classes.scroll} role="status" aria-label={label}>
      {rows.map((row) => (
        <div key={row} className={classes.item}>
          <div className={classes.faces}>
            <Skeleton circle height={28} />
          </div>
          <div className={classes.words}>
            <Skeleton height={16} width="60%" mt={2} />
            <Skeleton height={14} width="85%" mt={10} mb={2} />
          </div>
        </div>
      ))}
    </div>
  )
}
