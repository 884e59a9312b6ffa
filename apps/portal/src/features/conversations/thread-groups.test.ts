import { expect, test } from 'vitest'
import { groupThread, type Message } from './thread-groups'

let count = 0
const said = (authorId: string | null, sentAt: string): Message => ({
  id: String(++count),
  authorId,
  text: 'x',
  sentAt,
})
const shapeOf = (messages: Message[], zone: string) =>
  groupThread(messages, zone).map(({ day, utterances }) => [
    day,
    ...utterances.map(({ authorId, messages: together }) => `${authorId} ${together.length}`),
  ])

test('what one person says without a pause stands together, in the order it was said', () => {
  const thread = [
    said('ada', '2026-11-21T09:00:00Z'),
    said('ada', '2026-11-21T09:09:00Z'),
    said('ben', '2026-11-21T09:10:00Z'),
    said('ada', '2026-11-21T09:11:00Z'),
    said('ada', '2026-11-21T10:00:00Z'),
  ]
  expect(shapeOf(thread, 'UTC')).toEqual([['2026-11-21', 'ada 2', 'ben 1', 'ada 1', 'ada 1']])
})

test('days are those of the viewer’s calendar', () => {
  const thread = [said('ada', '2026-11-21T22:55:00Z'), said('ada', '2026-11-21T23:01:00Z')]
  expect(shapeOf(thread, 'UTC')).toEqual([['2026-11-21', 'ada 2']])
  expect(shapeOf(thread, 'Africa/Harare')).toEqual([['2026-11-22', 'ada 2']])
  expect(shapeOf(thread, 'Europe/Paris')).toEqual([
    ['2026-11-21', 'ada 1'],
    ['2026-11-22', 'ada 1'],
  ])
})

test('nothing said makes no day', () => {
  expect(groupThread([], 'UTC')).toEqual([])
})
