import type { DirectoryUser } from '@rollcall/events/user-event'

export const benchTenantId = '0192f000-0000-7000-8000-00000000beca'

const firstNames = ['Rudo', 'Tendai', 'Chipo', 'Farai', 'Nyasha', 'Tatenda', 'Kudzai', 'Ruvimbo']
const lastNames = ['Sibanda', 'Moyo', 'Ncube', 'Dube', 'Chikwanha', 'Mutasa', 'Nyathi', 'Marufu', 'Zvobgo']
const ministries = ['Health and Child Care', 'Public Service', 'Local Government', null]
const createdAt = '2026-01-07T08:00:00.000Z'

export const benchUserId = (n: number): string => `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** The n-th user of a plausible directory, in this version: one in three with a picture. */
export function benchUser(n: number, version: number): DirectoryUser {
  const userId = benchUserId(n)
  const updatedAt = new Date(Date.UTC(2026, 5, 1) + version).toISOString()
  return {
    tenantId: benchTenantId,
    userId,
    userVersion: version,
    eventAt: updatedAt,
    payload: {
      userId,
      email: `user.${n}@rollcall.test`,
      firstName: firstNames[n % firstNames.length] ?? '',
      lastName: lastNames[n % lastNames.length] ?? '',
      role: n % 4 === 0 ? 'doctor' : 'nurse',
      phoneNumber: '+263771234567',
      isActive: true,
      mustChangePassword: false,
      avatar: n % 3 === 0 ? `https://pictures.rollcall.test/${userId}.webp` : null,
      matricule: `M-${String(n).padStart(7, '0')}`,
      ministere: ministries[n % ministries.length] ?? null,
      sexe: n % 2 === 0 ? 'F' : 'M',
      createdAt,
      updatedAt,
      deletedAt: null,
    },
  }
}

export const benchUsers = (from: number, count: number, version: number): DirectoryUser[] =>
  Array.from({ length: count }, (_, index) => benchUser(from + index, version))
