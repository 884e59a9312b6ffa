import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js'

// A reset is an error first, which events.once would reject with.
const closeOf = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))

describe('the TCP proxy', () => {
  let echo: Server
  let proxy: TcpProxy
  const clients: Socket[] = []
  const open = async () => {
    const socket = connect(proxy.port, '127.0.0.1')
    clients.push(socket)
    socket.on('error', () => undefined)
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8')
    })
    await once(socket, 'connect')
    return { socket, received: () => received }
  }
  beforeEach(async () => {
    echo = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.pipe(socket)
    })
    echo.listen(0, '127.0.0.1')
    await once(echo, 'listening')
    proxy = await startTcpProxy((echo.address() as AddressInfo).port)
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy()
    await proxy.close()
    echo.close()
  })

  it('passes what is sent, and in order when the delay changes', async () => {
    const { socket, received } = await open()
    proxy.delay(150)
    socket.write('late ')
    await sleep(20)
    proxy.delay(0)
    socket.write('early')
    await expect.poll(received).toBe('late early')
  })

  it('holds bytes while it is stalled and loses none of them', async () => {
    const { socket, received } = await open()
    proxy.stall('up')
    socket.write('held')
    await sleep(50)
    expect(received()).toBe('')
    proxy.pass()
    await expect.poll(received).toBe('held')
  })

  it('can be stalled in front of the very chunk that a watcher has seen', async () => {
    const { socket, received } = await open()
    proxy.watch((chunk, direction) => {
      if (direction === 'up' && chunk.includes('marker')) proxy.stall('up')
    })
    socket.write('before ')
    await expect.poll(received).toBe('before ')
    socket.write('marker')
    await sleep(50)
    expect(received()).toBe('before ')
  })

  it('cuts open connections, refuses new ones, and then passes again', async () => {
    const first = await open()
    const closed = closeOf(first.socket)
    proxy.refuse()
    await closed
    const refused = connect(proxy.port, '127.0.0.1')
    refused.on('error', () => undefined)
    await closeOf(refused)
    proxy.pass()
    const third = await open()
    third.socket.write('again')
    await expect.poll(third.received).toBe('again')
  })

  it('leaves an abandoned connection open and silent', async () => {
    const { socket, received } = await open()
    let closed = false
    socket.on('close', () => {
      closed = true
    })
    proxy.abandon()
    socket.write('anyone?')
    await sleep(100)
    expect({ received: received(), closed }).toEqual({ received: '', closed: false })
    const fresh = await open()
    fresh.socket.write('yes')
    await expect.poll(fresh.received).toBe('yes')
  })
})
