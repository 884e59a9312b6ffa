import { expect, test } from 'vitest'
import { steadyAnswer } from './steady-answer'

const refetch = async () => {
  throw new Error('nothing is asked here')
}
const asked = {
  ...{ data: undefined, error: null, errorUpdateCount: 0, refetch },
  ...{ isError: false, isPending: false, isSuccess: false, isPlaceholderData: false },
}

test('a first question is pending, and one that failed stays failed while it is asked again', () => {
  expect(steadyAnswer({ ...asked, isPending: true })).toMatchObject({ isPending: true, isError: false })
  const again = steadyAnswer({ ...asked, isPending: true, errorUpdateCount: 1 })
  expect(again).toMatchObject({ isPending: false, isError: true })
})

test('what was known before a failure is kept, and an answer ends it', () => {
  const failed = steadyAnswer({ ...asked, data: 7, isError: true, errorUpdateCount: 1 })
  expect(failed).toMatchObject({ data: 7, isError: true, isPending: false })
  const answered = steadyAnswer({ ...asked, data: 8, errorUpdateCount: 1 })
  expect(answered).toMatchObject({ data: 8, isError: false, isPending: false })
})
