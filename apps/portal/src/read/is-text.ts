export const isText = (value: unknown): value is string => typeof value === 'string'
export const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
