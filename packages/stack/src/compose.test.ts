import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { fromRepository } from './repository.js'

const text = readFileSync(fromRepository('docker-compose.yml'), 'utf8')
const schema = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
      restart: z.string(),
      environment: z.record(z.string(), z.string()).optional(),
      healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
      volumes: z.array(z.string()).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
})
const compose = schema.parse(parse(text, { merge: true }))
const services = Object.entries(compose.services)

test.each(services)('%s has a healthcheck, or runs once', (_, service) => {
  expect(service.healthcheck !== undefined || service.restart === 'no').toBe(true)
})

test('no password or secret has a default', () => {
  const variables = [...text.matchAll(/\$\{(\w*(?:PASSWORD|SECRET|KEYS))([^}]*)\}/g)]
  expect(variables.length).toBeGreaterThan(5)
  for (const [whole, , rest] of variables) expect(rest, whole).toMatch(/^(:\?.+|:-)$/)
  const literal = services.flatMap(([, service]) =>
    Object.entries(service.environment ?? {}).filter(
      ([name, value]) => /PASSWORD|SECRET|KEYS|REDISCLI_AUTH/.test(name) && !value.startsWith('${'),
    ),
  )
  expect(literal).toEqual([])
})

test('the three services get the keys of the events, and the console does not', () => {
  const holders = services.filter(([, { environment }]) => environment?.EVENT_KEYS).map(([name]) => name)
  expect(holders).toEqual(expect.arrayContaining(['auth-service', 'user-service', 'chat-service']))
  expect(holders).not.toContain('portal')
})

test('every target is a stage of the Dockerfile, and the four apps have one each', () => {
  const dockerfile = readFileSync(fromRepository('packages/stack/Dockerfile'), 'utf8')
  const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, stage]) => stage)
  const targets = services.flatMap(([, { build }]) => (build ? [build.target] : []))
  for (const target of targets) expect(stages).toContain(target)
  expect(targets).toEqual(expect.arrayContaining(['portal', 'auth-service', 'user-service', 'chat-service']))
})

test('what a service depends on exists, and what must be healthy has a healthcheck', () => {
  for (const [name, service] of services) {
    for (const [dependency, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(compose.services, `${name} → ${dependency}`).toHaveProperty(dependency)
      if (condition === 'service_healthy') expect(compose.services[dependency]?.healthcheck).toBeDefined()
    }
  }
})

test('the queue keeps its data on disk and the cache is bounded', () => {
  expect(text).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/)
  expect(text).toMatch(
    /--maxmemory "\$\$CACHE_MAXMEMORY" --maxmemory-policy allkeys-lru --lazyfree-lazy-eviction yes --hash-max-listpack-value 1024/,
  )
  for (const [, service] of services) {
    for (const volume of service.volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '')
  }
})

test('keys that older docker-compose versions refuse are not used', () => {
  expect(Object.keys(parse(text))).not.toContain('name')
  expect(text).not.toMatch(/^\s+develop:/m)
})
