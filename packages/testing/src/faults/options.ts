export interface SuiteOptions {
  short: boolean
  list: boolean
  /** Names of the scenarios to run; all when empty. */
  only: string[]
  jsonFile: string | undefined
}

export const usage = `npm run test:faults -- [--short] [--only NAME[,NAME…]] [--list] [--json FILE]

  --short      the few scenarios that npm test runs, with fewer rounds
  --only NAME  these scenarios only; may be given more than once
  --list       names and faults, without running anything
  --json FILE  where the results go (.rollcall/faults.json unless given)`

/** @throws Error with a sentence and the usage for an unknown option, a missing value or an unknown scenario */
export function parseOptions(argv: readonly string[], known: readonly string[]): SuiteOptions {
  const options: SuiteOptions = { short: false, list: false, only: [], jsonFile: undefined }
  const rest = [...argv]
  const takeValue = (name: string): string => {
    const value = rest.shift()
    if (value === undefined || value.startsWith('--')) throw new Error(`${name} needs a value.\n\n${usage}`)
    return value
  }
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '--short') options.short = true
    else if (argument === '--list') options.list = true
    else if (argument === '--only') options.only.push(...takeValue('--only').split(','))
    else if (argument === '--json') options.jsonFile = takeValue('--json')
    else throw new Error(`${argument} is not an option.\n\n${usage}`)
  }
  const unknown = options.only.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Error(`There is no scenario ${unknown.join(', ')}. --list names them all: ${known.join(', ')}.`)
  }
  return options
}
