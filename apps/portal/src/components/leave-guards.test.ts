import { expect, test } from 'vitest'
import { addLeaveGuard, askGuards } from './leave-guards'

test('the newest of those who have something unsaved is asked, and nobody once they have saved', () => {
  const asked: string[] = []
  const removeFirst = addLeaveGuard((href) => asked.push(`first ${href}`))
  const removeSecond = addLeaveGuard((href) => asked.push(`second ${href}`))
  expect(askGuards('/a')).toBe(true)
  removeSecond()
  removeSecond()
  expect(askGuards('/b')).toBe(true)
  removeFirst()
  expect(askGuards('/c')).toBe(false)
  expect(asked).toEqual(['second /a', 'first /b'])
})
