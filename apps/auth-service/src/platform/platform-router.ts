import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import type { IssueLink } from '../links/issue-link.js'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { createCreateOrganisation } from './create-organisation.js'
import { createListOrganisations } from './list-organisations.js'

export interface PlatformDeps {
  pool: Pool
  subscribers: SubscriberClient
  issueLink: IssueLink
}

/** `platform.*`: what the installation's administrators do about organisations, without seeing their people. */
export const createPlatformRouter = (deps: PlatformDeps) =>
  router({
    organisations: createListOrganisations(deps),
    createOrganisation: createCreateOrganisation(deps),
  })
