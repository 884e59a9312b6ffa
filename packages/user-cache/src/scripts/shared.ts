import { maxVersion } from '../cached-user.js'
import { floorKey, leaseKey, profileKey, unknownKey } from '../keys.js'

export const quoted = (fields: readonly string[]): string => fields.map((field) => `'${field}'`).join(', ')

/**
 * The names of a user's keys, from the id. Ids come as one JSON text and keys are named here: as keys and arguments of
 * their own they would cost the sender more than everything else, and a Redis Cluster can't have these keys in one place
 * anyway.
 */
export const keysOf = `
local function profileOf(id) return '${profileKey('')}' .. id end
local function unknownOf(id) return '${unknownKey('')}' .. id end
local function floorOf(id) return '${floorKey('')}' .. id end
local function leaseOf(id) return '${leaseKey('')}' .. id end`

/** What no user can have is no version: readers take such a hash for "not cached", and so does the guard. */
export const versionOf = `
local function versionOf(key)
  local text = redis.pcall('HGET', key, 'version')
  local version = type(text) == 'string' and string.match(text, '^[1-9]%d*$') and tonumber(text)
  if version and version <= ${maxVersion} then return version end
end`
