import { expect, it } from 'vitest'
import { isWeakPassword } from './weak-password.js'

it.each([
  'passwordpassword',
  'Password2026!',
  'P@ssw0rd1234',
  'qwertyuiop[]12',
  'azertyuiop123',
  'abcdefghijkl',
  '123456789012',
  '210987654321',
  'aaaaaaaaaaaa',
  'abababababab',
  'Admin-Admin-2025',
  'Welcome12345!',
  'iloveyou1987',
  'motdepasse2026',
  'rollcallrollcall',
])('%j is among what is guessed first', (password) => {
  expect(isWeakPassword(password)).toBe(true)
})

it('a person’s own name and address are guessed first, too', () => {
  expect(isWeakPassword('tendai.mukwashanyoro')).toBe(false)
  expect(isWeakPassword('tendai.mukwashanyoro', ['tendai.mukwashanyoro', 'example.org'])).toBe(true)
})

it.each([
  'seven quiet herons 42',
  'kQ7#mz!pR2vX',
  'correct horse battery staple',
  'my password is a walrus',
  'Mhondoro-inotsika-pasi',
  'хорошая погода сегодня',
  '今日は天気がとても良いですね',
  '839 204 175 362',
])('%j is left to its owner', (password) => {
  expect(isWeakPassword(password)).toBe(false)
})
