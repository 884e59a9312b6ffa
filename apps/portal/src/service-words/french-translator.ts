import { french } from './french'
import { frenchFields } from './french-fields'
import { moreFrench } from './more-french'
import { requestFrench } from './request-french'
import { createTranslator } from './translate'

export const catalogue = [...french, ...moreFrench, ...requestFrench]

/** A service's sentence in French; null when it can't be told in it. */
export const toFrench = createTranslator(catalogue, frenchFields)
