import type { ReactNode } from 'react'

export interface HiddenTableProps {
  caption: string
  /** The columns' names. */
  head: readonly string[]
  /** The rows. */
  children: ReactNode
}

/** A chart's facts, for people who don't see it. */
export function HiddenTable({ caption, head, children }: HiddenTableProps) {
  return (
    // A table grows with its content; only a block around it can hide it without widening the page.
    <div className="rc-visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
