import { expect, it } from 'vitest'
import { AppError } from './errors.js'
import { whileSignedIn } from './while-signed-in.js'

const collect = async (messages: AsyncIterable<unknown>) => {
  const got: unknown[] = []
  for await (const message of messages) got.push(message)
  return got
}
async function* numbers() {
  yield* [1, 2, 3, 4]
}

it('hands nothing on once the session is over, and lets the source go', async () => {
  let left = false
  async function* source() {
    try {
      yield* [1, 2, 3, 4]
    } finally {
      left = true
    }
  }
  let asked = 0
  const authenticate = async () => {
    asked += 1
    if (asked > 2) throw new AppError('UNAUTHENTICATED', 'over')
  }
  expect(await collect(whileSignedIn(source(), authenticate, 0))).toEqual([1, 2])
  expect(left).toBe(true)
})

it('goes on while nobody can say whether the session stands', async () => {
  const away = () => Promise.reject(new AppError('UNAVAILABLE', 'away'))
  expect(await collect(whileSignedIn(numbers(), away, 0))).toEqual([1, 2, 3, 4])
})

it('doesn’t ask for each message', async () => {
  let asked = 0
  const authenticate = async () => {
    asked += 1
  }
  expect(await collect(whileSignedIn(numbers(), authenticate, 60_000))).toHaveLength(4)
  expect(asked).toBe(0)
})
