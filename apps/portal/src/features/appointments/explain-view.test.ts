import { expect, test } from 'vitest'
import type { Explanation, Me } from '@/trpc/routers'
import { explainAgainMs, remedyFor, wordsFor } from './explain-view'

type Permission = Me['permissions'][number]
const admin: Permission[] = ['users.read', 'users.write', 'sync.read', 'sync.operate', 'appointments.read']
const receptionist: Permission[] = ['appointments.read', 'appointments.write']

const explained = (reason: Explanation['reason'], action: Explanation['action']): Explanation => ({
  userId: 'a',
  fullName: 'Tendai Moyo',
  role: 'doctor',
  reason,
  message: '',
  facts: { directory: null, kept: null, parked: null },
  action,
})

test('whoever is listed after all can be chosen, whatever one’s role', () => {
  expect(remedyFor(explained('listed', 'none'), receptionist)).toEqual({ kind: 'choose' })
})

test.each([
  ['deactivated', 'activate'],
  ['deleted', 'restore'],
  ['other_role', 'change_role'],
  ['unknown_here', 'repair'],
] as const)('%s: an administrator gets the button, a receptionist is told whom to ask', (reason, action) => {
  expect(remedyFor(explained(reason, action), admin)).toEqual({ kind: action })
  expect(remedyFor(explained(reason, action), receptionist)).toEqual({ kind: 'ask' })
})

test('a parked change is retried by its id, and fetched anew when that isn’t told', () => {
  expect(remedyFor({ ...explained('parked', 'retry'), parkedId: '7' }, admin)).toEqual({ kind: 'retry', parkedId: '7' })
  expect(remedyFor(explained('parked', 'retry'), admin)).toEqual({ kind: 'repair' })
})

test('what is decided on the Sync page leads there, for whoever may open it', () => {
  expect(remedyFor(explained('held', 'review_held'), admin)).toEqual({ kind: 'review_held', href: '/sync?tab=held' })
  expect(remedyFor(explained('paused', 'resume'), admin)).toEqual({ kind: 'resume', href: '/sync?tab=queues' })
  expect(remedyFor(explained('held', 'review_held'), receptionist)).toEqual({ kind: 'ask' })
})

test('the answer is asked for again soon while somebody is on the way, and not when all are listed', () => {
  expect(explainAgainMs([{ reason: 'listed' }, { reason: 'on_its_way' }])).toBe(2000)
  expect(explainAgainMs([{ reason: 'deactivated' }])).toBe(10_000)
  expect(explainAgainMs([{ reason: 'listed' }])).toBe(false)
  expect(explainAgainMs([])).toBe(false)
})

const kept = { role: 'doctor', isActive: true, deletedAt: null, version: 4 }
const directory = { ...kept, version: 5, changedAt: '', holdId: null, publishedVersion: 5, inOutbox: false }

test.each([
  ['listed', 'none', 'listedOlder'],
  ['listed', 'review_held', 'listedHeld'],
  ['on_its_way', 'wait', 'on_its_way'],
  ['on_its_way', 'repair', 'late'],
  ['unknown_here', 'repair', 'differs'],
  ['other_role', 'none', 'other_role'],
  ['other_role', 'change_role', 'notClinical'],
] as const)('%s to be mended by %s is told as %s', (reason, action, words) => {
  expect(wordsFor({ ...explained(reason, action), facts: { directory, kept, parked: null } })).toBe(words)
})
