import { StanchionError } from '#core/index.js'

/** The coded error that some work ends with. */
export async function failure(work: Promise<unknown>): Promise<StanchionError> {
  try {
    await work
  } catch (error) {
    if (error instanceof StanchionError) return error
    throw error
  }
  throw new Error('it did not fail')
}
