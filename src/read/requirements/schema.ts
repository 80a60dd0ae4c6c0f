import type { JsonObject } from '#core/index.js'
import { REQUIREMENTS } from './requirements-keys.js'

/** JSON Schema of a requirements file, for editors. What two keys say together (a peak below the average) only the reader checks. */
export function requirementsJsonSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Stanchion requirements',
    description: 'What an AWS system has to do, for `stanchion design`. KB, MB, GB and TB are powers of 1,024; a month has 730 hours.',
    ...REQUIREMENTS.schema,
  }
}
