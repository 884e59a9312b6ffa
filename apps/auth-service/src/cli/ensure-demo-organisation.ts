import type { Queryable } from '@rollcall/service-kit/postgres'
import { demoOrganisation } from './demo-users.js'

export async function ensureDemoOrganisation(db: Queryable): Promise<void> {
  await db.query('INSERT INTO organisation (id, name, time_zone) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING', [
    demoOrganisation.id,
    demoOrganisation.name,
    demoOrganisation.timeZone,
  ])
}
