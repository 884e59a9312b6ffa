import type { UserRole } from '@rollcall/events/roles'
import type { Sexe } from '../users/user.js'

const firstNames = `Tendai Rudo Chipo Farai Tafadzwa Nyasha Kudzai Ruvimbo Blessing Thandiwe Tinashe Tatenda Rumbidzai
  Simba Anesu Panashe Tawanda Sibusiso Nomvula Themba Amina Kwame Abena Kofi Ama Chinedu Ngozi Emeka Ifeoma Oluwaseun
  Fatou Mamadou Aïssatou Ousmane Mariam Ibrahim Awa Moussa Béatrice Étienne Hélène François Chloé Jérôme Zoé André Inès
  René Élodie Grace Joseph Mary Peter Ruth David Esther Samuel Naomi Daniel`.split(/\s+/)
const lastNames = `Moyo Ncube Sibanda Dube Ndlovu Mpofu Nyathi Khumalo Gumbo Chikwanha Mutasa Marufu Chirwa Banda Phiri
  Mwale Zulu Dlamini Nkosi Mokoena Okafor Adeyemi Eze Balogun Mensah Owusu Boateng Diallo Traoré Koné Coulibaly Keïta
  Ndiaye Sow Bâ Camara Sissoko Dubois Lefèvre Moreau Bélanger Gagné Côté Smith Taylor Brown Wilson Clarke Walker Wright
  Hughes Mugisha Uwimana Habimana Kamau Otieno Wanjiru Achieng Mutua Kiprop`.split(/\s+/)
const ministries = ['Ministry of Health', 'Ministry of Defence', 'Ministère de la Santé']

/** Of a hundred people: 4 doctors, 8 nurses, one pharmacist, one consultant, a few at the desk, and staff. */
function roleOf(share: number): UserRole {
  if (share < 4) return 'doctor'
  if (share < 12) return 'nurse'
  if (share < 13) return 'pharmacist'
  if (share < 14) return 'consultant'
  if (share < 18) return 'receptionist'
  return share < 19 ? 'viewer' : 'staff'
}

export interface GeneratedUser {
  email: string
  firstName: string
  lastName: string
  role: UserRole
  phoneNumber: string
  matricule: string
  ministere: string | null
  sexe: Sexe
}

export const generatedEmailDomain = 'people.rollcall.test'

/** Person number `number`: always the same one, so that a seed that is repeated or interrupted stays predictable. */
export function generateUser(number: number): GeneratedUser {
  const firstName = pick(firstNames, number, 1)
  const lastName = pick(lastNames, number, 2)
  const digits = String(number).padStart(7, '0')
  return {
    email: `${plain(firstName)}.${plain(lastName)}.${digits}@${generatedEmailDomain}`,
    firstName,
    lastName,
    role: roleOf(scatter(number, 3) % 100),
    phoneNumber: `+26378${digits}`,
    matricule: `M${digits}`,
    ministere: scatter(number, 4) % 3 === 0 ? pick(ministries, number, 5) : null,
    sexe: scatter(number, 6) % 2 === 0 ? 'F' : 'M',
  }
}

/** A well mixed 32-bit number from two small ones (the finaliser of MurmurHash3). */
function scatter(number: number, salt: number): number {
  let hash = Math.imul(number + salt * 0x9e3779b1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const pick = (list: readonly string[], number: number, salt: number) => list[scatter(number, salt) % list.length] ?? ''

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
