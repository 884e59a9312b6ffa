import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { repositoryRoot } from '../test-servers.js'

const dependencies = z.record(z.string(), z.string()).default({})
const manifestSchema = z.object({ dependencies, devDependencies: dependencies })
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8'))
const { packages } = lockSchema.parse(readJson('package-lock.json'))

const numbersOf = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number)
const isAtLeast = (version: string, floor: string) => {
  const [own, least] = [numbersOf(version), numbersOf(floor)]
  const place = own.findIndex((number, index) => number !== least[index])
  return place === -1 || (own[place] ?? 0) > (least[place] ?? 0)
}
const installed = (name: string) =>
  Object.entries(packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version ? [version] : [],
  )

describe('what is installed, wherever in the tree', () => {
  it.each([
    ['better-auth', '1.6.14', 'its security floor'],
    ['bullmq', '6.7.0', 'workers of 6.1.2 never resumed after an outage'],
    ['ioredis', '5.11.1', 'what ran the whole road'],
    ['next', '15.2.3', 'x-middleware-subrequest opened everything before (CVE-2025-29927)'],
    ['prisma', '7.10.0', 'migrations without a downloaded engine'],
    ['light-my-request', '6.6.0', 'later ones need Node 22'],
  ])('%s is at least %s: %s', (name, floor) => {
    expect(installed(name).length).toBeGreaterThan(0)
    for (const version of installed(name)) expect(isAtLeast(version, floor), version).toBe(true)
  })

  it('ioredis is not 6, which reads slower', () => {
    for (const version of installed('ioredis')) expect(isAtLeast(version, '6.0.0'), version).toBe(false)
  })
})

it('every dependency is pinned exactly, so that a lock file that is made anew brings no other', () => {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(repositoryRoot, parent)).map((name) => `${parent}/${name}`),
  )
  const manifests = ['package.json', ...folders.map((folder) => `${folder}/package.json`)]
  expect(manifests.length).toBeGreaterThan(10)
  for (const path of manifests) {
    const manifest = manifestSchema.parse(readJson(path))
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, `${path}: ${name}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    }
  }
})
