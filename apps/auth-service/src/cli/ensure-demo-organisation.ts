import type { Queryable } from '@rollcall/service-kit/postgres'
import { demoOrganisation } from './demo-users.js'

/** The first organisation of a demo: its administrator manages the installation. */
export async function ensureDemoOrganisation(db: Queryable): Promise<void> {
  await db.query(
    'INSERT INTO organisation (id, name, time_zone, is_platform) VALUES ($1, $2, $3, true) ON CONFLICT (id) DO NOTHING',
    [demoOrganisation.id, demoOrganisation.name, demoOrganisation.timeZone],
  )
}
