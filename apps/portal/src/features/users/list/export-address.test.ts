import { expect, test } from 'vitest'
import { exportAddress } from './export-address'

test('the file holds what the list shows, and the person always', () => {
  const address = exportAddress({
    filter: { search: 'moyo', roles: ['nurse', 'doctor'], ministeres: ['Surgery, day', ''] },
    sort: 'updatedAt',
    order: 'desc',
    columns: ['role', 'arrived', 'email'],
  })
  const query = new URL(address, 'https://rollcall.test').searchParams
  expect(query.get('columns')).toBe('firstName,lastName,email,role')
  expect(query.getAll('roles')).toEqual(['nurse', 'doctor'])
  expect(query.getAll('ministeres')).toEqual(['Surgery, day', ''])
  expect([query.get('search'), query.get('sort'), query.get('order'), query.get('state')]).toEqual([
    'moyo',
    'updatedAt',
    'desc',
    null,
  ])
})
