import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as en from '@zxcvbn-ts/language-en'
import * as fr from '@zxcvbn-ts/language-fr'

/** What more characters could only make stronger; the estimate takes longer with each. */
const maxChecked = 48
/** zxcvbn's scale is 0 to 4: 3 withstands some 10^8 guesses, as someone with a stolen hash makes them in months. */
const minScore = 3

let estimator: ZxcvbnFactory | undefined

// Lists of leaked passwords, names and words in our users' languages: some megabytes, loaded when first needed.
const loadEstimator = () =>
  new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...en.dictionary, ...fr.dictionary, ours: ['rollcall'] },
    graphs: common.adjacencyGraphs,
  })

/** True for what is guessed first: leaked passwords, words, names, runs and years, also of the person's own data. */
export function isWeakPassword(password: string, own: readonly string[] = []): boolean {
  estimator ??= loadEstimator()
  return estimator.check(password.slice(0, maxChecked), [...own]).score < minScore
}
