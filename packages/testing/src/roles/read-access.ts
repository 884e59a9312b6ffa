import { permissionsOf } from '@rollcall/service-kit/permissions'
import type { ProcedureMeta } from '@rollcall/service-kit/trpc'
import { actors, type Who } from './access-table.js'

interface WalkedRouter {
  /** By full name, whatever their type says. */
  _def: { procedures: object }
}

/** Whom a router's procedures let in, as they say themselves; `nobody says` for one that was made without a rule. */
export function readAccess({ _def }: WalkedRouter): Record<string, Who | 'nobody says'> {
  return Object.fromEntries(
    Object.entries(_def.procedures).map(([name, procedure]) => [
      name,
      whoMay(Object(Object(procedure)._def).meta?.access),
    ]),
  )
}

function whoMay(access: ProcedureMeta['access'] | undefined): Who | 'nobody says' {
  if (!access) return 'nobody says'
  if (access.kind === 'service') return 'services'
  const { anyOf } = access
  return actors.filter((actor) => anyOf === null || anyOf.some((needed) => heldBy(actor).includes(needed)))
}

const heldBy = (actor: string) =>
  actor === 'platform' ? permissionsOf('admin', { platform: true }) : permissionsOf(actor)

/** The table's row in the order of the actors, to compare with. */
export const inOrder = (table: Record<string, Who>): Record<string, Who> =>
  Object.fromEntries(
    Object.entries(table).map(([name, who]) => [
      name,
      who === 'services' ? who : actors.filter((actor) => who.includes(actor)),
    ]),
  )
