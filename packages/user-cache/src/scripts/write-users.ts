import { hashFields, syncedFields } from '../cached-user.js'
import { keysOf, quoted, versionOf } from './shared.js'

const versionAt = hashFields.indexOf('version') + 1

/**
 * Arguments a lease's token ('' for what is no fill) and a JSON list with id, TTL, mode and the list of hash values of each
 * user. 0 older or overtaken, 1 equal, 2 written.
 *
 * Mode: '' writes what is newer; 'kept' does so only over what is held, or was a moment ago; a number also writes what is
 * equal but different, and what is held in that version. A fill whose lease is gone writes nothing: something was told of
 * the user since it began. pcall: a key that someone made something else than a hash is replaced, and doesn't hold up the
 * batch.
 */
export const writeUserProfiles = `
local names = { ${quoted(hashFields)} }
local synced = { ${quoted(syncedFields)} }
local token, users = ARGV[1], cjson.decode(ARGV[2])
${keysOf}
${versionOf}
local function isSame(profile, values)
  local kept = redis.call('HMGET', profile, unpack(synced))
  for n = 1, #synced do
    if kept[n] ~= values[n] then return false end
  end
  return true
end
local hash = {}
for n = 1, #names do hash[2 * n - 1] = names[n] end
local results = {}
for i, user in ipairs(users) do
  local id, ttl, mode, values = user[1], user[2], user[3], user[4]
  local profile, lease = profileOf(id), leaseOf(id)
  local version = tonumber(values[${versionAt}])
  local held = versionOf(profile)
  local least = held or tonumber(redis.call('GET', floorOf(id)))
  local isAhead = held and held > version and held == tonumber(mode)
  local isOvertaken = token ~= '' and redis.call('GET', lease) ~= token
  if not isOvertaken then redis.call('DEL', unknownOf(id), lease) end
  if isOvertaken or (mode == 'kept' and not least) then
    results[i] = 0
  elseif held == version and (mode == '' or mode == 'kept' or isSame(profile, values)) then
    redis.call('EXPIRE', profile, ttl)
    results[i] = 1
  elseif least and version < least and not isAhead then
    results[i] = 0
  else
    for n = 1, #names do hash[2 * n] = values[n] end
    if not held then redis.call('DEL', profile, floorOf(id)) end
    redis.call('HSET', profile, unpack(hash))
    redis.call('EXPIRE', profile, ttl)
    results[i] = 2
  end
end
return results`
