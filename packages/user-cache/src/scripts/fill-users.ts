import { keysOf, versionOf } from './shared.js'

/**
 * Arguments token, the lease's life (ms), and a JSON list with each id and the version that would do. 0 the caller may ask
 * the directory, 1 somebody does already, 2 the id is known to be unknown, 3 a profile has come.
 */
export const leaseUsers = `
${keysOf}
${versionOf}
local results = {}
for i, user in ipairs(cjson.decode(ARGV[3])) do
  local id, lease = user[1], leaseOf(user[1])
  local held = versionOf(profileOf(id))
  if held and held >= user[2] then
    results[i] = 3
  elseif redis.call('EXISTS', unknownOf(id)) == 1 then
    results[i] = 2
  elseif redis.call('SET', lease, ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', lease) == ARGV[1] then
    results[i] = 0
  else
    results[i] = 1
  end
end
return results`

/** Arguments token and a JSON list of ids. */
export const releaseUsers = `
${keysOf}
for _, id in ipairs(cjson.decode(ARGV[2])) do
  if redis.call('GET', leaseOf(id)) == ARGV[1] then redis.call('DEL', leaseOf(id)) end
end`

/**
 * Arguments the marker's TTL (s), a lease's token ('' for none) and a JSON list of ids. 1 where the marker was written. A
 * floor says that the user was known a moment ago: no marker then either.
 */
export const markUsersUnknown = `
${keysOf}
local token = ARGV[2]
local results = {}
for i, id in ipairs(cjson.decode(ARGV[3])) do
  local lease = leaseOf(id)
  local isOvertaken = token ~= '' and redis.call('GET', lease) ~= token
  if isOvertaken or redis.call('EXISTS', profileOf(id), floorOf(id)) > 0 then
    results[i] = 0
  else
    redis.call('SET', unknownOf(id), '1', 'EX', ARGV[1])
    results[i] = 1
  end
  if token ~= '' and not isOvertaken then redis.call('DEL', lease) end
end
return results`
