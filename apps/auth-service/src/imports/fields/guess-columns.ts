import { type ColumnField, columnFields, type Mapping } from './import-fields.js'
import { readRole } from './read-words.js'

/** How headers are written in English and French, without accents, spaces and signs. */
const names: Record<ColumnField, readonly string[]> = {
  email: [
    'email',
    'mail',
    'emailaddress',
    'workemail',
    'courriel',
    'adressemail',
    'adresseemail',
    'adressecourriel',
    'adresseelectronique',
    'adresse',
    'mel',
    'address',
    'login',
    'identifiant',
    'username',
  ],
  firstName: ['firstname', 'first', 'givenname', 'given', 'forename', 'prenom', 'prenoms'],
  lastName: [
    'lastname',
    'last',
    'surname',
    'familyname',
    'family',
    'nom',
    'nomdefamille',
    'nomfamille',
    'name',
    'noms',
  ],
  role: [
    'role',
    'roles',
    'fonction',
    'function',
    'job',
    'jobtitle',
    'title',
    'titre',
    'poste',
    'position',
    'profession',
    'metier',
    'profil',
    'profile',
  ],
  phoneNumber: [
    'phone',
    'phonenumber',
    'telephone',
    'telephonenumber',
    'tel',
    'numerodetelephone',
    'numtel',
    'ndetelephone',
    'ntelephone',
    'mobile',
    'mobilephone',
    'cell',
    'cellphone',
    'portable',
    'gsm',
    'notelephone',
  ],
  matricule: [
    'matricule',
    'staffnumber',
    'staffno',
    'staffid',
    'employeeid',
    'employeenumber',
    'employeeno',
    'personnelnumber',
    'numeromatricule',
    'nomatricule',
    'nmatricule',
    'ndematricule',
    'numeroagent',
    'ecnumber',
    'badge',
  ],
  ministere: [
    'ministere',
    'ministry',
    'department',
    'departement',
    'dept',
    'service',
    'unite',
    'unit',
    'orgunit',
    'organisation',
    'organization',
    'organisationunit',
    'direction',
    'division',
    'structure',
    'etablissement',
    'ministryordepartment',
    'ministereouservice',
    'affectation',
  ],
  sexe: ['sexe', 'sex', 'gender', 'genre', 'civilite'],
  isActive: [
    'active',
    'isactive',
    'actif',
    'active',
    'actifve',
    'etat',
    'state',
    'status',
    'statut',
    'enabled',
    'encoreactif',
  ],
  fullName: [
    'fullname',
    'nomcomplet',
    'nometprenom',
    'nometprenoms',
    'nomsetprenoms',
    'nomprenom',
    'nomprenoms',
    'prenometnom',
    'prenomnom',
    'displayname',
    'nameandsurname',
    'names',
  ],
  avatar: ['avatar', 'photo', 'picture', 'image', 'photourl', 'avatarurl', 'pictureurl'],
}
const known = new Map(columnFields.flatMap((field) => names[field].map((name): [string, ColumnField] => [name, field])))

const plain = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** The field that a header names, if it does. */
export const guessField = (header: string): ColumnField | null => known.get(plain(header)) ?? null

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const number = /^\+?[\d\s().-]{8,}$/

/** Whether the first row names the columns: no cell of it looks like a value. */
export function looksLikeHeader(first: readonly string[]): boolean {
  if (first.some((cell) => address.test(cell.trim()) || number.test(cell.trim()))) return false
  return first.some((cell) => guessField(cell) !== null) || !first.some((cell) => readRole(cell))
}

/** Each field once, the first column that names it. Without a header, by what stands in the first rows. */
export function guessMapping(
  first: readonly string[],
  next: readonly (readonly string[])[],
  hasHeader: boolean,
): Mapping {
  const taken = new Set<ColumnField>()
  const guessed = first.map((cell, index) => {
    const field = hasHeader ? guessField(cell) : guessByValues([cell, ...next.map((row) => row[index] ?? '')])
    if (!field || taken.has(field)) return null
    taken.add(field)
    return field
  })
  return guessed.map((field, index) => tellNames(field, plain(first[index] ?? ''), taken))
}

/** Headers that are a last name beside a first one, and a whole name alone. */
const wholeOrLast = new Set(['name', 'nom', 'noms'])

function tellNames(field: ColumnField | null, header: string, taken: ReadonlySet<ColumnField>): ColumnField | null {
  if (field === 'fullName') return taken.has('firstName') || taken.has('lastName') ? null : field
  const isWhole = field === 'lastName' && wholeOrLast.has(header) && !taken.has('firstName') && !taken.has('fullName')
  return isWhole ? 'fullName' : field
}

function guessByValues(cells: string[]): ColumnField | null {
  const values = cells.map((cell) => cell.trim()).filter(Boolean)
  const all = (fits: (value: string) => boolean) => values.length > 0 && values.every(fits)
  if (all((value) => address.test(value))) return 'email'
  if (all((value) => readRole(value) !== undefined)) return 'role'
  return all((value) => value.startsWith('+') && number.test(value)) ? 'phoneNumber' : null
}
