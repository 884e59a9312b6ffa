import appointments from '../../messages/en/appointments.json'
import audit from '../../messages/en/audit.json'
import cache from '../../messages/en/cache.json'
import common from '../../messages/en/common.json'
import conversations from '../../messages/en/conversations.json'
import frame from '../../messages/en/frame.json'
import imports from '../../messages/en/import.json'
import organisations from '../../messages/en/organisations.json'
import overview from '../../messages/en/overview.json'
import palette from '../../messages/en/palette.json'
import platform from '../../messages/en/platform.json'
import reasons from '../../messages/en/reasons.json'
import settings from '../../messages/en/settings.json'
import signIn from '../../messages/en/sign-in.json'
import sync from '../../messages/en/sync.json'
import twoFactor from '../../messages/en/two-factor.json'
import user from '../../messages/en/user.json'
import users from '../../messages/en/users.json'

/** One namespace for each feature folder. */
export const en = {
  common,
  frame,
  signIn,
  users,
  import: imports,
  user,
  overview,
  sync,
  cache,
  appointments,
  conversations,
  settings,
  reasons,
  audit,
  twoFactor,
  organisations,
  platform,
  palette,
}
