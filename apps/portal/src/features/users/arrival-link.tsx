'use client'
'use memo'

import { Tooltip } from '@mantine/core'
import Link from 'next/link'
import { ArrivalMark } from '@/components/arrival-mark'
import { useStandingWords } from '@/components/use-standing-words'
import type { MatrixItem } from '@/trpc/routers'
import type { Arrival } from './use-arrivals'
import classes from './users.module.css'

export interface ArrivalLinkProps {
  service: 'clinical' | 'chat'
  arrival: Arrival
  item: MatrixItem | null
}

/** One subscriber's mark. One that isn't in sync says why, and leads to where that is told whole, with its remedy. */
export function ArrivalLink({ service, arrival: { state, standing }, item }: ArrivalLinkProps) {
  if (!state) return null
  if (state === 'in-sync' || !standing || !item) return <ArrivalMark service={service} state={state} />
  return <Unarrived service={service} state={state} standing={standing} item={item} />
}

type UnarrivedProps = Pick<ArrivalLinkProps, 'service'> &
  Record<'item', MatrixItem> & { [K in keyof Arrival]: NonNullable<Arrival[K]> }

function Unarrived({ service, state, standing, item }: UnarrivedProps) {
  const { sentence } = useStandingWords()(item, standing)
  return (
    <Tooltip label={sentence} multiline w={300} events={{ hover: true, focus: true, touch: true }} withArrow>
      <Link href={`/users/${item.userId}`} className={classes.why}>
        <ArrivalMark service={service} state={state} title={null} />
        {/* How long it has waited: since the server drew it, its clock has counted on. */}
        <span className="rc-visually-hidden" suppressHydrationWarning>
          {sentence}
        </span>
      </Link>
    </Tooltip>
  )
}
