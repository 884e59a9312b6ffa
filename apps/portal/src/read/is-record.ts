/** An object by whose keys something can be asked. The browser reads by hand what it can: a schema library weighs more. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
