import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { createCreateOrganisation, type Invite } from './create-organisation.js'
import { createListOrganisations } from './list-organisations.js'

export interface PlatformDeps {
  pool: Pool
  subscribers: SubscriberClient
  invite: Invite
}

/** `platform.*`: what the installation's administrators do about organisations, without seeing their people. */
export const createPlatformRouter = (deps: PlatformDeps) =>
  router({
    organisations: createListOrganisations(deps),
    createOrganisation: createCreateOrganisation(deps),
  })
