'use memo'

import { type KeyboardEvent, useRef, useState } from 'react'
import type { CellProps } from './cell'

const columnOf = (cell: HTMLElement) => Number(cell.dataset.column)
// By what is seen: a cell's own offset is within its list's item.
const middleOf = (cell: HTMLElement) => {
  const { top, height } = cell.getBoundingClientRect()
  return top + height / 2
}

function nearestIn(cells: HTMLElement[], column: number, to: HTMLElement): HTMLElement | undefined {
  const wanted = middleOf(to)
  const distance = (cell: HTMLElement) => Math.abs(middleOf(cell) - wanted)
  const inColumn = cells.filter((cell) => columnOf(cell) === column)
  return inColumn.toSorted((one, other) => distance(one) - distance(other))[0]
}

/** The nearest cell in a direction; columns without any are passed over. */
function sideways(cells: HTMLElement[], from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const last = Math.max(...cells.map(columnOf))
  for (let column = columnOf(from) + step; column >= 0 && column <= last; column += step) {
    const found = nearestIn(cells, column, from)
    if (found) return found
  }
  return undefined
}

function targetOf(key: string, cells: HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const inColumn = cells.filter((cell) => columnOf(cell) === columnOf(from))
  const at = inColumn.indexOf(from)
  if (key === 'ArrowDown') return inColumn[at + 1] ?? from
  if (key === 'ArrowUp') return inColumn[at - 1] ?? from
  if (key === 'ArrowRight') return sideways(cells, from, 1) ?? from
  if (key === 'ArrowLeft') return sideways(cells, from, -1) ?? from
  if (key === 'Home') return inColumn[0]
  return key === 'End' ? inColumn.at(-1) : undefined
}

/** The calendar is one stop of the Tab key; arrows go from cell to cell, by time and by column. */
export function useRovingCells(keys: string[]) {
  const ref = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const stop = current !== null && keys.includes(current) ? current : keys[0]
  const onKeyDown = (event: KeyboardEvent) => {
    const cells = [...(ref.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])]
    const from = cells.find((cell) => cell === event.target)
    const target = from && targetOf(event.key, cells, from)
    if (!target) return
    event.preventDefault()
    target.focus()
  }
  const cellOf = (key: string, column: number): CellProps['cell'] => ({
    'data-cell': key,
    'data-column': column,
    tabIndex: key === stop ? 0 : -1,
    onFocus: () => setCurrent(key),
  })
  return { gridProps: { ref, onKeyDown }, cellOf }
}
