import { expect, test } from 'vitest'
import { readAbout, readWhere } from './read-about'

const person = { kind: 'user', id: '1', name: 'Tendai Moyo' }
const run = { kind: 'run', id: '2', name: null }

test('a person is named, whatever the details say', () => {
  expect(readAbout({ target: person, details: { subscriber: 'chat' } })).toEqual(person)
})

test('a run is told by the subscriber that it is for', () => {
  const about = readAbout({ target: run, details: { subscriber: 'chat' } })
  expect(about).toEqual({ kind: 'subscriber', id: 'chat', name: null })
})

test('where something was done to a person is told beside them', () => {
  expect(readWhere({ details: { subscriber: 'clinical' } })).toMatchObject({ kind: 'subscriber', id: 'clinical' })
  expect(readWhere({ details: {} })).toBeNull()
})

test('a run of which nothing is told stays as it is', () => {
  expect(readAbout({ target: run, details: { subscriber: 7 } })).toEqual(run)
  expect(readAbout({ target: null, details: {} })).toBeNull()
})
