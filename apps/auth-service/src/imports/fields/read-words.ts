import { type UserRole, userRoles } from '@rollcall/events/roles'
import type { Sexe } from '../../users/user.js'

/** Roles as people write them in English and French, without accents, spaces and signs. */
const roleWords: Record<UserRole, string> = {
  admin: 'admin administrator administrateur administratrice',
  operator: 'operator operateur operatrice',
  receptionist: 'receptionist reception receptionniste accueil secretaire secretary',
  viewer: 'viewer reader lecteur lectrice observateur observatrice',
  doctor: 'doctor doctors dr physician md medecin docteur docteure doctoresse generaliste',
  nurse: 'nurse nurses rn infirmier infirmiere infirmiers',
  pharmacist: 'pharmacist pharmacien pharmacienne',
  consultant: 'consultant consultante specialist specialiste',
  staff: 'staff employee employe employee agent agente personnel collaborateur collaboratrice',
}
const sexeWords: Record<Sexe, string> = {
  F: 'f femme female feminin feminine woman mme madame mrs ms w',
  M: 'm h homme male masculin masculine man monsieur mr',
  X: 'x autre other nonbinaire nonbinary diverse divers',
}
const yesWords = 'yes y true 1 oui o vrai active actif actifs active enabled enservice'
const noWords = 'no n false 0 non faux inactive inactif disabled desactive deactivated suspendu suspended parti left'

const toMap = <T extends string>(words: Record<T, string>, values: readonly T[]) =>
  new Map(values.flatMap((value) => words[value].split(' ').map((word): [string, T] => [word, value])))
const roles = toMap(roleWords, userRoles)
const sexes = toMap(sexeWords, ['F', 'M', 'X'])
const yes = new Set(yesWords.split(' '))
const no = new Set(noWords.split(' '))

const plain = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\(.*?\)|[·•]\S*/g, '')
    .replace(/[^a-z0-9]/g, '')

export const readRole = (text: string): UserRole | undefined => roles.get(plain(text))
export const readSexe = (text: string): Sexe | undefined => sexes.get(plain(text))
export function readBoolean(text: string): boolean | undefined {
  const word = plain(text)
  if (yes.has(word)) return true
  return no.has(word) ? false : undefined
}
