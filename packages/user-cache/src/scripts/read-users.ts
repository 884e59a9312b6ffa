import { hashFields, syncedFields } from '../cached-user.js'
import { keysOf, quoted } from './shared.js'

/**
 * Argument a JSON list of ids. The hashes' values, packed into one text: the parsing of answers is what a read costs most.
 * 1 stands for what is no hash.
 */
export const readUserProfiles = `
${keysOf}
local users = {}
for i, id in ipairs(cjson.decode(ARGV[1])) do
  local kept = redis.pcall('HMGET', profileOf(id), ${quoted(hashFields)})
  users[i] = kept.err and 1 or kept
end
return cmsgpack.pack(users)`

/** Keys profile for each id. The synced fields as one text, empty for what is no hash, null for what isn't there. */
export const readUserTexts = `
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
