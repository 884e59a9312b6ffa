import type { CSSProperties } from 'react'
import { quarterMinutes, type ShownHours } from './place-entries'

/** What makes a button or link one of the calendar's cells, between which arrows go. */
export interface CellProps {
  cell: { 'data-cell': string; 'data-column': number; tabIndex: 0 | -1; onFocus: () => void }
}

const quarterPx = 24

export const pxOf = (minutes: number) => (minutes / quarterMinutes) * quarterPx

/** Where something stands in its column. */
export function boxOf(
  { from, to, lane = 0, lanes = 1 }: { from: number; to: number; lane?: number; lanes?: number },
  { first }: ShownHours,
): CSSProperties {
  const share = 100 / lanes
  return {
    top: pxOf(from - first * 60),
    height: pxOf(to - from),
    insetInlineStart: `${lane * share}%`,
    width: `${share}%`,
  }
}
