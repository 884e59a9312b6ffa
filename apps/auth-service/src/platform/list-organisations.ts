import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import { strictInput } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { SubscriberAnswers } from '../subscribers/subscriber-answers.js'
import type { PlatformDeps } from './platform-router.js'
import { type OrganisationFigures, readOrganisations } from './read-organisations.js'

/** How far a subscriber is with one organisation. */
export interface OrganisationStanding {
  /** Changes that have not arrived; null where a subscriber need not keep everyone, so that nobody is missing from it. */
  behind: number | null
  parked: number
}
export interface OrganisationView extends Omit<OrganisationFigures, 'createdAt' | 'versions'> {
  createdAt: string
  /** Null: the subscriber doesn't answer. */
  subscribers: Record<SubscriberName, OrganisationStanding | null>
}

/** Every organisation in numbers, and how the road to its services is. Nobody's name is among them. */
export const createListOrganisations = ({ pool, subscribers }: Pick<PlatformDeps, 'pool' | 'subscribers'>) =>
  personProcedure('platform.manage')
    .input(strictInput({}).optional())
    .query(async (): Promise<{ items: OrganisationView[] }> => {
      // The directory is read first, so that what arrives meanwhile is never taken for missing.
      const organisations = await readOrganisations(pool)
      const [clinical, chat] = await Promise.all(subscriberNames.map((name) => subscribers.ask(name, 'health', {})))
      const health = {
        clinical: clinical?.reached ? clinical.data : null,
        chat: chat?.reached ? chat.data : null,
      }
      return {
        items: organisations.map(({ versions, createdAt, ...figures }) => ({
          ...figures,
          createdAt: createdAt.toISOString(),
          subscribers: {
            clinical: standingOf(health.clinical, figures.id, versions),
            chat: standingOf(health.chat, figures.id, versions),
          },
        })),
      }
    })

function standingOf(
  health: SubscriberAnswers['health'] | null,
  tenantId: string,
  versions: number,
): OrganisationStanding | null {
  if (!health) return null
  const tenant = health.tenants.find((known) => known.tenantId === tenantId)
  const arrived = tenant?.kept?.versions ?? 0
  return { behind: health.keepsEveryone ? Math.max(0, versions - arrived) : null, parked: tenant?.parked ?? 0 }
}
