import { versionOf } from './shared.js'

/** Keys profile, floor, unknown, foreign and lease; arguments tenant ('' for any) and the floor's TTL (s). */
export const invalidateUserProfile = `
redis.call('DEL', KEYS[3], KEYS[4], KEYS[5])
local held = redis.pcall('HMGET', KEYS[1], 'tenantId', 'version')
if held.err then return redis.call('DEL', KEYS[1]) end
if ARGV[1] ~= '' and held[1] ~= ARGV[1] then return 0 end
if tonumber(held[2]) then redis.call('SET', KEYS[2], held[2], 'EX', ARGV[2]) end
return redis.call('DEL', KEYS[1])`

/** Keys profile for each id; arguments version for each id, 0 for none that can be read. How many were dropped. */
export const dropUserProfiles = `
${versionOf}
local dropped = 0
for i = 1, #KEYS do
  if (versionOf(KEYS[i]) or 0) == tonumber(ARGV[i]) then dropped = dropped + redis.call('DEL', KEYS[i]) end
end
return dropped`
