import type { ImportRow } from '../import-run.js'
import type { FaultCode, RowFault } from './row-fault.js'

export const faultLanguages = ['en', 'fr'] as const
export type FaultLanguage = (typeof faultLanguages)[number]

type Words = Record<FaultCode | 'not_reached', string>
const english: Words = {
  ragged: 'This row has {found} cells, the first one {expected}. Quote cells that hold the separator.',
  unreadable: 'Some characters could not be read. Save the file as CSV UTF-8.',
  missing: 'It is empty. Fill it in.',
  bad_name: 'Write the first and the last name, such as Ada Moyo or “Moyo, Ada”.',
  bad_email: 'Write an address such as name@example.org.',
  bad_role:
    'There is no such role. Use doctor, nurse, pharmacist, consultant, staff, receptionist, viewer, operator or admin.',
  bad_phone: 'Write the number with + and the country code, or choose a country for the file.',
  bad_sexe: 'Write F, M or X.',
  bad_state: 'Write yes or no.',
  bad_avatar: 'Use an address that starts with https://.',
  too_long: 'It is longer than {expected} characters. Shorten it.',
  control: 'It holds a line break or an invisible character. Type it again.',
  duplicate: 'The same person is on lines {lines}. Keep one of them.',
  duplicate_email: 'The same address is on lines {lines}. Each person needs one of their own.',
  ambiguous: '{found} people of the directory have it. Give each of them their own.',
  email_taken: 'This address is already in use. Choose another one.',
  deleted: 'This person was deleted. Restore them first.',
  own_account: 'You cannot deactivate or demote your own account.',
  last_admin: 'This is the last active administrator. Make someone else administrator first.',
  changed: 'Someone has changed this person since the dry run. Import the row again.',
  erased: 'This person was erased.',
  not_reached: 'The import ended before this row.',
}
const french: Words = {
  ragged:
    'Cette ligne a {found} cellules, la première {expected}. Mettez entre guillemets les cellules qui contiennent le séparateur.',
  unreadable: 'Certains caractères sont illisibles. Enregistrez le fichier en CSV UTF-8.',
  missing: 'La cellule est vide. Remplissez-la.',
  bad_name: 'Écrivez le prénom et le nom, par exemple Ada Moyo ou «\u202fMoyo, Ada\u202f».',
  bad_email: 'Écrivez une adresse telle que nom@exemple.org.',
  bad_role:
    'Ce rôle n’existe pas. Écrivez médecin, infirmier, pharmacien, consultant, agent, réceptionniste, lecteur, opérateur ou administrateur.',
  bad_phone: 'Écrivez le numéro avec + et l’indicatif du pays, ou choisissez un pays pour le fichier.',
  bad_sexe: 'Écrivez F, M ou X.',
  bad_state: 'Écrivez oui ou non.',
  bad_avatar: 'Utilisez une adresse qui commence par https://.',
  too_long: 'Le texte dépasse {expected} caractères. Raccourcissez-le.',
  control: 'La cellule contient un saut de ligne ou un caractère invisible. Saisissez-la de nouveau.',
  duplicate: 'La même personne figure aux lignes {lines}. Gardez-en une seule.',
  duplicate_email: 'La même adresse figure aux lignes {lines}. Chaque personne doit avoir la sienne.',
  ambiguous: '{found} personnes de l’annuaire l’ont. Donnez à chacune le sien.',
  email_taken: 'Cette adresse est déjà utilisée. Choisissez-en une autre.',
  deleted: 'Cette personne est supprimée. Restaurez-la d’abord.',
  own_account: 'Vous ne pouvez ni désactiver ni rétrograder votre propre compte.',
  last_admin: 'C’est le dernier administrateur actif. Nommez d’abord un autre administrateur.',
  changed: 'Quelqu’un a modifié cette personne depuis la simulation. Importez de nouveau la ligne.',
  erased: 'Cette personne a été effacée.',
  not_reached: 'L’import s’est terminé avant cette ligne.',
}
const words: Record<FaultLanguage, Words> = { en: english, fr: french }

/** A fault in a sentence, after the name of its column in the file: "Courriel: Write an address …". */
export function describeFault(fault: RowFault, run: Pick<ImportRow, 'columns' | 'settings'>, language: FaultLanguage) {
  const values: Record<string, string> = {
    expected: String(fault.expected ?? ''),
    found: String(fault.found ?? ''),
    lines: fault.lines?.join(', ') ?? '',
  }
  const sentence = words[language][fault.code].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  const { field } = fault
  if (!field) return sentence
  const column = run.settings?.mapping.indexOf(field) ?? -1
  const name = run.settings?.hasHeader ? (run.columns[column] ?? field) : field
  return language === 'fr' ? `${name}\u202f: ${sentence}` : `${name}: ${sentence}`
}

export const describeNotReached = (language: FaultLanguage) => words[language].not_reached
