/** Which rows of an import can be looked at. */
export const rowKinds = ['create', 'update', 'leave', 'deactivate', 'faulty', 'notApplied'] as const
export type RowKind = (typeof rowKinds)[number]
