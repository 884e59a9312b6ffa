import type { UserRole } from '@rollcall/events/roles'
import type { Sexe } from '../users/user.js'

export const demoOrganisation = {
  id: '0192f000-0000-7000-8000-000000000001',
  name: 'Demo Clinic',
  timeZone: 'Africa/Harare',
}

export interface DemoUser {
  id: string
  email: string
  firstName: string
  lastName: string
  role: UserRole
  phoneNumber: string
  matricule: string
  ministere: string | null
  sexe: Sexe
}

type DemoRow = readonly [firstName: string, lastName: string, role: UserRole, sexe: Sexe, inMinistry: boolean]

const rows: readonly DemoRow[] = [
  ['Farai', 'Ncube', 'admin', 'M', true],
  ['Rudo', 'Sibanda', 'doctor', 'F', true],
  ['Tendai', 'Moyo', 'doctor', 'M', true],
  ['Chipo', 'Dube', 'doctor', 'F', false],
  ['Tafadzwa', 'Chikwanha', 'doctor', 'M', false],
  ['Nyasha', 'Mutasa', 'doctor', 'F', true],
  ['Kudzai', 'Marufu', 'doctor', 'X', false],
  ['Ruvimbo', 'Gumbo', 'nurse', 'F', true],
  ['Blessing', 'Mpofu', 'pharmacist', 'M', false],
  ['Thandiwe', 'Khumalo', 'consultant', 'F', false],
]

/** The ids are fixed, so that a second seed finds its users again, however they have been edited. */
export const demoUsers: readonly DemoUser[] = rows.map(([firstName, lastName, role, sexe, inMinistry], index) => {
  const number = index + 1
  return {
    id: `0192f000-0000-7000-8000-${(0x100 + number).toString(16).padStart(12, '0')}`,
    email: role === 'admin' ? 'admin@rollcall.test' : `${firstName}.${lastName}@rollcall.test`.toLowerCase(),
    firstName,
    lastName,
    role,
    phoneNumber: `+26377${2_140_000 + number * 7_919}`,
    matricule: `DC-${String(number).padStart(4, '0')}`,
    ministere: inMinistry ? 'Ministry of Health' : null,
    sexe,
  }
})
