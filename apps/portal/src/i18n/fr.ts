import appointments from '../../messages/fr/appointments.json'
import audit from '../../messages/fr/audit.json'
import cache from '../../messages/fr/cache.json'
import common from '../../messages/fr/common.json'
import conversations from '../../messages/fr/conversations.json'
import frame from '../../messages/fr/frame.json'
import imports from '../../messages/fr/import.json'
import organisations from '../../messages/fr/organisations.json'
import overview from '../../messages/fr/overview.json'
import palette from '../../messages/fr/palette.json'
import platform from '../../messages/fr/platform.json'
import reasons from '../../messages/fr/reasons.json'
import settings from '../../messages/fr/settings.json'
import signIn from '../../messages/fr/sign-in.json'
import sync from '../../messages/fr/sync.json'
import twoFactor from '../../messages/fr/two-factor.json'
import user from '../../messages/fr/user.json'
import users from '../../messages/fr/users.json'

/** One namespace for each feature folder. */
export const fr = {
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
