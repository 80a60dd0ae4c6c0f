import type { Diagnostic } from '#core/index.js'
import type { Certificate, DesignOutcome } from '#design/index.js'
import { unusable } from './failure.js'
import type { Context } from './operation.js'
import type { RequirementsFile } from './requirements-file.js'

/** The region that has every service and the most zones: what cannot be made there cannot be made anywhere. */
const REFERENCE = 'us-east-1'

/**
 * When nothing can be made in a region that can be made in another, the region is the mistake, and it is reported at its place: throws
 * `input.invalid` with everything that only this region rules out.
 */
export async function refuseRegion(
  { file, requirements, regionSpan }: RequirementsFile,
  certificates: readonly Certificate[],
  { asOf, context }: { readonly asOf: string; readonly context: Context },
): Promise<void> {
  const { designFor } = await import('#design/index.js')
  const elsewhere = designFor({ ...requirements, region: REFERENCE }, context.catalog(), { asOf })
  if (requirements.region === REFERENCE || elsewhere.is === 'impossible') return
  const everywhere = new Set(certificatesOf(elsewhere).map(keyOf))
  const diagnostics = certificates
    .filter((certificate) => !everywhere.has(keyOf(certificate)))
    .map(
      ({ option, rule, value, limit }): Diagnostic => ({
        code: 'requirements.region-lacks',
        severity: 'error',
        message: `${requirements.region} cannot have "${option}" (${rule}: ${value}, ${limit}); ${REFERENCE} can`,
        path: ['region'],
        ...(regionSpan === undefined ? {} : { span: regionSpan }),
      }),
    )
  throw unusable(`${requirements.region} lacks what these requirements need; another region can have it`, [{ file, diagnostics }])
}

function certificatesOf(outcome: DesignOutcome): readonly Certificate[] {
  return outcome.is === 'designed' ? outcome.design.certificates : outcome.certificates
}

function keyOf({ layer, option, rule }: Certificate): string {
  return [layer, option, rule].join('\n')
}
