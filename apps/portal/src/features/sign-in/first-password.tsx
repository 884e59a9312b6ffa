'use client'

import { ChangePasswordForm } from './change-password-form'

/** A temporary password opens nothing else until it has been changed. */
export function FirstPassword() {
  return <ChangePasswordForm onChanged={() => window.location.assign('/')} />
}
