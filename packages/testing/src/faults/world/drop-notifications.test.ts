import { expect, test } from 'vitest'
import { createNotificationFilter } from './drop-notifications.js'

function message(type: string, text: string): Buffer {
  const body = Buffer.from(text)
  const header = Buffer.alloc(5)
  header.write(type, 0)
  header.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([header, body])
}

test('only notifications are left out, however the stream is cut into chunks', () => {
  const stream = Buffer.concat([message('Z', 'I'), message('A', 'channel'), message('D', 'row A'), message('A', 'x')])
  for (const size of [1, 2, 3, 7, 100]) {
    const filter = createNotificationFilter()
    const passed: Buffer[] = []
    for (let start = 0; start < stream.length; start += size) passed.push(filter(stream.subarray(start, start + size)))
    expect(Buffer.concat(passed)).toEqual(Buffer.concat([message('Z', 'I'), message('D', 'row A')]))
  }
})
