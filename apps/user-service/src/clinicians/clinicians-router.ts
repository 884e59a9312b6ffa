import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createListClinicians } from './list-clinicians.js'

export const createCliniciansRouter = (pool: Pool) => router({ list: createListClinicians(pool) })
