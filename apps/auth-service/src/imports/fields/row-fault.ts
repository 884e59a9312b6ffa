import type { ColumnField } from './import-fields.js'

export type FaultCode =
  | 'ragged'
  | 'unreadable'
  | 'missing'
  | 'bad_name'
  | 'bad_email'
  | 'bad_role'
  | 'bad_phone'
  | 'bad_sexe'
  | 'bad_state'
  | 'bad_avatar'
  | 'too_long'
  | 'control'
  | 'duplicate'
  | 'duplicate_email'
  | 'ambiguous'
  | 'email_taken'
  | 'deleted'
  | 'own_account'
  | 'last_admin'
  | 'changed'
  | 'erased'

/** What is wrong with a row, and in which column; the console and the downloaded file say it in words. */
export interface RowFault {
  code: FaultCode
  field?: ColumnField
  /** Of `too_long`: characters; of `ragged`: cells. */
  expected?: number
  found?: number
  /** Of duplicates: where the same is in the file, the first ten. */
  lines?: number[]
}
