import { expect, test } from 'vitest'
import { maxBodyBytes, readBody } from './read-body'

function post(body: ReadableStream | Uint8Array<ArrayBuffer>): Request {
  // `duplex` is missing from the DOM's types, and Node demands it for streams.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
  return new Request('http://console.test/', init)
}

test('a body up to the limit arrives whole', async () => {
  const body = await readBody(post(new Uint8Array(maxBodyBytes).fill(7)))
  expect(body?.byteLength).toBe(maxBodyBytes)
  expect(body?.at(-1)).toBe(7)
})

test('an endless body without a length is given up at the limit', async () => {
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  await expect(readBody(post(endless))).rejects.toMatchObject({ code: 'TOO_LARGE' })
  expect(sent).toBeLessThan(maxBodyBytes * 2)
})
