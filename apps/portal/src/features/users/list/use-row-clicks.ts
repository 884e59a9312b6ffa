import type { MouseEvent } from 'react'
import type { User } from '@/trpc/routers'
import type { Panel } from '../panel/use-panel'
import type { OpenUserMenu } from '../user-deeds'
import type { ChosenPeople } from './use-chosen'

const ownClick = 'a, button, input, label'

export interface RowClicksProps {
  users: readonly User[]
  chosen: ChosenPeople
  panel: Panel
  mayWrite: boolean
  menu: OpenUserMenu | null
  setMenu: (menu: OpenUserMenu | null) => void
}

/** One listener for all rows: a row that is handed functions would be drawn anew with each of them. */
export function useRowClicks({ users, chosen, panel, mayWrite, menu, setMenu }: RowClicksProps) {
  return (event: MouseEvent<HTMLElement>) => {
    const { target } = event
    // A portal's clicks come here as well: what isn't in the table itself is not a row's.
    if (!(target instanceof Element) || !event.currentTarget.contains(target)) return
    const row = target.closest('[data-row]')
    const user = users.find(({ id }) => row instanceof HTMLElement && id === row.dataset.row)
    if (!user) return
    const toggle = (range: boolean) =>
      chosen.toggle(
        users.map(({ id }) => id),
        user.id,
        range,
      )
    const anchor = target.closest('[data-menu]')
    if (anchor instanceof HTMLElement) return setMenu(menu?.user.id === user.id ? null : { user, anchor })
    if (target.closest('[data-choose]')) return toggle(event.shiftKey)
    if (target.closest(ownClick) || window.getSelection()?.toString()) return
    if (event.shiftKey && mayWrite) toggle(true)
    else void panel.openUser(user.id)
  }
}
