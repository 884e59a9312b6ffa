import { expect, it } from 'vitest'
import { guessField, guessMapping, looksLikeHeader } from './guess-columns.js'
import { readBoolean, readRole, readSexe } from './read-words.js'

it.each([
  ['Prénom', 'firstName'],
  ['NOM', 'lastName'],
  ['Nom et prénoms', 'fullName'],
  ['Nom complet', 'fullName'],
  ['Full name', 'fullName'],
  ['Adresse e-mail', 'email'],
  ['Courriel', 'email'],
  ['Fonction', 'role'],
  ['Job title', 'role'],
  ['N° de téléphone', 'phoneNumber'],
  ['Numéro matricule', 'matricule'],
  ['Ministère', 'ministere'],
  ['Unité', 'ministere'],
  ['Service', 'ministere'],
  ['Sexe', 'sexe'],
  ['Actif', 'isActive'],
  ['Actif (oui/non)', null],
  ['État', 'isActive'],
  ['Photo', 'avatar'],
  ['Commentaire', null],
])('the header %j holds %s', (header, field) => {
  expect(guessField(header)).toBe(field)
})

it('a field is guessed once, for the first column that names it', () => {
  expect(guessMapping(['Email', 'Courriel', 'Surname'], [], true)).toEqual(['email', null, 'lastName'])
})

it.each([
  [
    ['Nom', 'Prénom'],
    ['lastName', 'firstName'],
  ],
  [
    ['Name', 'Email'],
    ['fullName', 'email'],
  ],
  [
    ['Nom', 'Courriel'],
    ['fullName', 'email'],
  ],
  [
    ['Nom complet', 'Nom', 'Prénom'],
    [null, 'lastName', 'firstName'],
  ],
  [
    ['Full name', 'Role'],
    ['fullName', 'role'],
  ],
  [
    ['Surname', 'Role'],
    ['lastName', 'role'],
  ],
])('in %j names are told apart as %j', (first, mapping) => {
  expect(guessMapping(first, [], true)).toEqual(mapping)
})

it('a file without a header is noticed, and its addresses, roles and numbers are found by their values', () => {
  const first = ['Ada', 'ada@example.org', 'médecin', '+263 77 123 4567']
  expect(looksLikeHeader(first)).toBe(false)
  expect(looksLikeHeader(['doctor', 'Ada'])).toBe(false)
  expect(looksLikeHeader(['X1', 'X2'])).toBe(true)
  const mapping = guessMapping(first, [['Bea', 'bea@example.org', 'nurse', '+33 6 12 34 56 78']], false)
  expect(mapping).toEqual([null, 'email', 'role', 'phoneNumber'])
})

it('roles, sexes and yes or no are read as people write them', () => {
  const roles = ['Docteur', 'MÉDECIN', 'infirmier(ère)', 'Infirmier·ère', 'Réceptionniste', 'chef']
  expect(roles.map(readRole)).toEqual(['doctor', 'doctor', 'nurse', 'nurse', 'receptionist', undefined])
  expect(['Femme', 'h', 'X', '?'].map(readSexe)).toEqual(['F', 'M', 'X', undefined])
  expect(['Oui', 'inactif', '1', 'peut-être'].map(readBoolean)).toEqual([true, false, true, undefined])
})
