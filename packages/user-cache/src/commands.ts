import type { Redis, Result } from 'ioredis'
import { hashFields } from './cached-user.js'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** Keys profile, unknown, floor for each user; arguments TTL and hash values for each user. */
    writeUserProfiles: (keyCount: number, ...args: (string | number)[]) => Result<number[], Context>
    /** Keys profile, floor, unknown for each id; argument TTL. 1 where the marker was written. */
    markUsersUnknown: (keyCount: number, ...args: (string | number)[]) => Result<number[], Context>
    /** Keys profile, floor, unknown, foreign; arguments tenant ('' for any) and the floor's TTL. */
    invalidateUserProfile: (keyCount: number, ...args: (string | number)[]) => Result<number, Context>
    /** Keys profile for each id; arguments version for each id. How many were dropped. */
    dropUserProfiles: (keyCount: number, ...args: (string | number)[]) => Result<number, Context>
  }
}

/** What the guarded write did: 0 older, 1 equal, 2 newer. */
export const writeCodes = ['superseded', 'refreshed', 'written'] as const

const names = hashFields.map((field) => `'${field}'`).join(', ')
const versionAt = hashFields.indexOf('version') + 1

// pcall: a key that someone made something else than a hash is replaced, and doesn't hold up the batch.
const writeUserProfiles = `
local names = { ${names} }
local stride = #names + 1
local results = {}
for i = 0, #KEYS / 3 - 1 do
  local profile, unknown, floor = KEYS[3 * i + 1], KEYS[3 * i + 2], KEYS[3 * i + 3]
  local at = stride * i + 1
  local ttl, version = ARGV[at], tonumber(ARGV[at + ${versionAt}])
  local held = redis.pcall('HGET', profile, 'version')
  if type(held) == 'table' then held = false end
  held = tonumber(held)
  local least = held or tonumber(redis.call('GET', floor))
  redis.call('DEL', unknown)
  if held == version then
    redis.call('EXPIRE', profile, ttl)
    results[i + 1] = 1
  elseif least and version < least then
    results[i + 1] = 0
  else
    local hash = {}
    for n = 1, #names do
      hash[2 * n - 1] = names[n]
      hash[2 * n] = ARGV[at + n]
    end
    redis.call('DEL', profile, floor)
    redis.call('HSET', profile, unpack(hash))
    redis.call('EXPIRE', profile, ttl)
    results[i + 1] = 2
  end
end
return results`

// A floor says that the user was known a moment ago: no marker then either.
const markUsersUnknown = `
local results = {}
for i = 0, #KEYS / 3 - 1 do
  local known = redis.call('EXISTS', KEYS[3 * i + 1], KEYS[3 * i + 2])
  if known == 0 then redis.call('SET', KEYS[3 * i + 3], '1', 'EX', ARGV[1]) end
  results[i + 1] = known == 0 and 1 or 0
end
return results`

const invalidateUserProfile = `
redis.call('DEL', KEYS[3], KEYS[4])
local held = redis.pcall('HMGET', KEYS[1], 'tenantId', 'version')
if held.err then return redis.call('DEL', KEYS[1]) end
if ARGV[1] ~= '' and held[1] ~= ARGV[1] then return 0 end
if tonumber(held[2]) then redis.call('SET', KEYS[2], held[2], 'EX', ARGV[2]) end
return redis.call('DEL', KEYS[1])`

const dropUserProfiles = `
local dropped = 0
for i = 1, #KEYS do
  if redis.call('HGET', KEYS[i], 'version') == ARGV[i] then dropped = dropped + redis.call('DEL', KEYS[i]) end
end
return dropped`

/** Teaches a connection the four scripts. Each is atomic, and harmless when it is sent twice. */
export function defineUserCacheCommands(redis: Redis): void {
  redis.defineCommand('writeUserProfiles', { lua: writeUserProfiles })
  redis.defineCommand('markUsersUnknown', { lua: markUsersUnknown })
  redis.defineCommand('invalidateUserProfile', { lua: invalidateUserProfile })
  redis.defineCommand('dropUserProfiles', { lua: dropUserProfiles })
}
