export const chartHeight = 256

export const seriesColors = { clinical: 'var(--rc-blue)', chat: 'var(--rc-violet)' } as const
/** The same tone, fainter: for what stands beside the main figure. */
export const fainter = (color: string) => `color-mix(in srgb, ${color} 50%, var(--rc-surface))`
