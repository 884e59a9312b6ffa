import type { DirectoryUser } from '@rollcall/events/user-event'

export const exampleTenantId = '0192f000-0000-7000-8000-000000000001'

/** The n-th plausible user for tests, of this version: the version shows in the name and in the times. */
export function exampleUser(
  n: number,
  options: { version?: number; tenantId?: string; deleted?: boolean; avatar?: string | null } = {},
): DirectoryUser {
  const { version = 1, tenantId = exampleTenantId, deleted = false, avatar = null } = options
  const at = new Date(Date.UTC(2026, 0, 7, 8, 0, version)).toISOString()
  const userId = exampleUserId(n)
  return {
    tenantId,
    userId,
    userVersion: version,
    eventAt: at,
    payload: {
      userId,
      email: `rudo.${n}@rollcall.test`,
      firstName: 'Rudo',
      lastName: `Sibanda v${version}`,
      role: 'doctor',
      phoneNumber: '+263771234567',
      isActive: true,
      mustChangePassword: false,
      avatar,
      matricule: `M-${n}`,
      ministere: null,
      sexe: 'F',
      createdAt: '2026-01-07T08:00:00.000Z',
      updatedAt: at,
      deletedAt: deleted ? at : null,
    },
  }
}

export const exampleUserId = (n: number): string => `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
