import type { Redis, Result } from 'ioredis'
import { hashFields, maxVersion, syncedFields } from './cached-user.js'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** Keys profile, unknown, floor for each user; arguments TTL, repair mode and hash values for each user. */
    writeUserProfiles: (keyCount: number, ...args: (string | number)[]) => Result<number[], Context>
    /** Keys profile, floor, unknown for each id; argument TTL. 1 where the marker was written. */
    markUsersUnknown: (keyCount: number, ...args: (string | number)[]) => Result<number[], Context>
    /** Keys profile, floor, unknown, foreign; arguments tenant ('' for any) and the floor's TTL. */
    invalidateUserProfile: (keyCount: number, ...args: (string | number)[]) => Result<number, Context>
    /** Keys profile for each id; arguments version for each id, 0 for none that can be read. How many were dropped. */
    dropUserProfiles: (keyCount: number, ...args: (string | number)[]) => Result<number, Context>
    /** Keys profile for each id. The synced fields as one text, empty for what is no hash, null for what isn't there. */
    readUserTexts: (keyCount: number, ...args: string[]) => Result<(string | null)[], Context>
  }
}

/** What the guarded write did: 0 older, 1 equal, 2 newer. */
export const writeCodes = ['superseded', 'refreshed', 'written'] as const

/** Stands between the synced fields where they are one text. */
export const fieldSeparator = '\x1f'

const quoted = (fields: readonly string[]) => fields.map((field) => `'${field}'`).join(', ')
const versionAt = hashFields.indexOf('version') + 1

// What no user can have is no version: readers take such a hash for "not cached", and so does the guard.
const versionOf = `
local function versionOf(key)
  local text = redis.pcall('HGET', key, 'version')
  local version = type(text) == 'string' and string.match(text, '^[1-9]%d*$') and tonumber(text)
  if version and version <= ${maxVersion} then return version end
end`

// pcall: a key that someone made something else than a hash is replaced, and doesn't hold up the batch.
// Mode: '' writes what is newer; 'kept' does so only over what is held, or was a moment ago; a number also writes what is
// equal but different, and what is held in that version.
const writeUserProfiles = `
local names = { ${quoted(hashFields)} }
local synced = { ${quoted(syncedFields)} }
local stride = #names + 2
${versionOf}
local function isSame(profile, at)
  local kept = redis.call('HMGET', profile, unpack(synced))
  for n = 1, #synced do
    if kept[n] ~= ARGV[at + 1 + n] then return false end
  end
  return true
end
local results = {}
for i = 0, #KEYS / 3 - 1 do
  local profile, unknown, floor = KEYS[3 * i + 1], KEYS[3 * i + 2], KEYS[3 * i + 3]
  local at = stride * i + 1
  local ttl, mode, version = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 1 + ${versionAt}])
  local held = versionOf(profile)
  local least = held or tonumber(redis.call('GET', floor))
  local isAhead = held and held > version and held == tonumber(mode)
  redis.call('DEL', unknown)
  if mode == 'kept' and not least then
    results[i + 1] = 0
  elseif held == version and (mode == '' or mode == 'kept' or isSame(profile, at)) then
    redis.call('EXPIRE', profile, ttl)
    results[i + 1] = 1
  elseif least and version < least and not isAhead then
    results[i + 1] = 0
  else
    local hash = {}
    for n = 1, #names do
      hash[2 * n - 1] = names[n]
      hash[2 * n] = ARGV[at + 1 + n]
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
${versionOf}
local dropped = 0
for i = 1, #KEYS do
  if (versionOf(KEYS[i]) or 0) == tonumber(ARGV[i]) then dropped = dropped + redis.call('DEL', KEYS[i]) end
end
return dropped`

// One text a user instead of nine: what a walk over the whole cache costs is mostly the parsing of answers.
const readUserTexts = `
local texts = {}
for i = 1, #KEYS do
  local kept = redis.pcall('HMGET', KEYS[i], ${quoted(syncedFields)})
  local found = false
  texts[i] = ''
  if not kept.err then
    for n = 1, #kept do
      if kept[n] then found = true else kept[n] = '' end
    end
    texts[i] = found and table.concat(kept, '\\31')
  end
end
return texts`

/** Teaches a connection the five scripts. Each is atomic, and harmless when it is sent twice. */
export function defineUserCacheCommands(redis: Redis): void {
  redis.defineCommand('writeUserProfiles', { lua: writeUserProfiles })
  redis.defineCommand('markUsersUnknown', { lua: markUsersUnknown })
  redis.defineCommand('invalidateUserProfile', { lua: invalidateUserProfile })
  redis.defineCommand('dropUserProfiles', { lua: dropUserProfiles })
  redis.defineCommand('readUserTexts', { lua: readUserTexts })
}
