import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { createExplainClinicians } from './explain-clinicians.js'
import { createListClinicians } from './list-clinicians.js'

export const createCliniciansRouter = (deps: { pool: Pool; directory: DirectoryClient; subscriber: Subscriber }) =>
  router({ list: createListClinicians(deps.pool), explain: createExplainClinicians(deps) })
