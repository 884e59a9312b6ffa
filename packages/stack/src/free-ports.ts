import { createServer } from 'node:net'
import { join } from 'node:path'
import getPort from 'get-port'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './json-file.js'
import { StackError } from './stack-error.js'

export type ServerName = 'postgres' | 'queueRedis' | 'cacheRedis'

const portsSchema = z.record(z.string(), z.number().int().min(1).max(65535))

/** Ports for the servers we start ourselves: the last start's where they are still free, else new ones. */
export async function chooseServerPorts(dataDir: string): Promise<Record<ServerName, number>> {
  const path = join(dataDir, 'ports.json')
  const known = (await readJsonFile(path, portsSchema, 'Delete it and start again.')) ?? {}
  const pick = (name: ServerName) => getPort({ host: '127.0.0.1', port: known[name] ?? 0 })
  const ports = {
    postgres: await pick('postgres'),
    queueRedis: await pick('queueRedis'),
    cacheRedis: await pick('cacheRedis'),
  }
  await writeJsonFile(path, ports)
  return ports
}

/** Throws a sentence when somebody else listens on `port`. */
export async function requireFreePort(port: number, host: string, usedFor: string): Promise<void> {
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (!failure) return
  const advice = 'End the program that uses it, or start on other ports: npm start -- --port-base 3200'
  if (failure.code === 'EADDRINUSE') throw new StackError(`Port ${port} (${usedFor}) is already in use. ${advice}`)
  throw new StackError(`Port ${port} (${usedFor}) can't be used: ${failure.message}. Choose others with --port-base.`)
}
