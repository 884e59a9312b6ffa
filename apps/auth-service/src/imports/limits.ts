/** What an import takes at most. The console says the same before anything is sent. */
export const maxFileBytes = 256 * 1024 * 1024
export const maxRows = 1_000_000
export const maxColumns = 100
/** A longer record is a quote that was opened and never closed. */
export const maxRecordBytes = 128 * 1024
/** Files that one organisation sends at the same time. */
export const maxUploads = 3
