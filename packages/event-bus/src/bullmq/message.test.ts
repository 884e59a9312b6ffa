import { expect, it } from 'vitest'
import { readMessage, writeMessage } from './message.js'

it('a batch comes out as it went in', () => {
  const events = [{ name: 'É "quoted" \\ \n' }, null, 7]
  const batch = { lane: 'bulk', count: 3, events: JSON.stringify(events) } as const
  expect(readMessage(JSON.parse(writeMessage(batch)), 'bulk', 2)).toEqual({ lane: 'bulk', attempt: 2, events })
  const replayed = readMessage(JSON.parse(writeMessage({ ...batch, replayId: 'r1' })), 'bulk', 1)
  expect(replayed).toEqual({ lane: 'bulk', attempt: 1, events, replayId: 'r1' })
})

it.each([[null], ['text'], [{}], [{ events: 'no list' }], [[]]])(
  '%j is handed on as one event, so that the subscriber can park it',
  (data) => {
    expect(readMessage(data, 'interactive', 1)).toEqual({ lane: 'interactive', attempt: 1, events: [data] })
  },
)
