import { cursorInput } from '@rollcall/service-kit/cursor'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, limitSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import {
  type BulkPreview,
  type BulkResultPage,
  type BulkRun,
  type BulkRunPage,
  bulkDeedSchema,
  bulkOutcomes,
  selectionSchema,
} from './bulk-run.js'

const runIdSchema = z.uuid('expected the id of a run (a UUID)').toLowerCase()
const missing = () => new AppError('UNAVAILABLE', 'This is not here yet.')
const reader = personProcedure('users.read')
const writer = personProcedure('users.write')

/** `users.bulk.*`. */
export const createBulkRouter = () =>
  router({
    preview: writer
      .input(strictInput({ selection: selectionSchema, deed: bulkDeedSchema }))
      .query(async (): Promise<BulkPreview> => {
        throw missing()
      }),
    start: writer
      .input(
        strictInput({
          selection: selectionSchema,
          deed: bulkDeedSchema,
          expected: z.int().nonnegative(),
          reason: reasonSchema.optional(),
        }),
      )
      .mutation(async (): Promise<BulkRun> => {
        throw missing()
      }),
    runs: reader
      .input(strictInput({ limit: limitSchema(100).default(20), cursor: cursorInput }).prefault({}))
      .query(async (): Promise<BulkRunPage> => {
        throw missing()
      }),
    run: reader.input(strictInput({ id: runIdSchema })).query(async (): Promise<BulkRun> => {
      throw missing()
    }),
    results: reader
      .input(
        strictInput({
          id: runIdSchema,
          outcome: choiceSchema(bulkOutcomes).optional(),
          limit: limitSchema(200).default(50),
          cursor: cursorInput,
        }),
      )
      .query(async (): Promise<BulkResultPage> => {
        throw missing()
      }),
    stop: writer.input(strictInput({ id: runIdSchema })).mutation(async (): Promise<BulkRun> => {
      throw missing()
    }),
    undo: writer.input(strictInput({ id: runIdSchema })).mutation(async (): Promise<BulkRun> => {
      throw missing()
    }),
  })
