import type { Diagnostic, Severity } from '#core/index.js'
import { type Code, CODES } from './codes.js'
import { pathOf, type Place } from './place.js'
import type { Suppressions } from './suppressions.js'

export interface Complaint {
  readonly code: Code
  readonly message: string
  readonly place: Place
  /** Instead of the severity of the code. */
  readonly severity?: Severity
  /** First day on which AWS refuses it (`YYYY-MM-DD`): before it, a warning. */
  readonly since?: string
  /** Points at the value instead of at its key. */
  readonly atValue?: boolean
}

export interface Report {
  add(complaint: Complaint): void
  readonly diagnostics: readonly Diagnostic[]
}

export interface Terms {
  /** A macro that may still change the template: an error says so. */
  readonly macro: string | undefined
  readonly suppressions: Suppressions
  /** The day on which the template is judged. */
  readonly asOf: string
}

/** Collects diagnostics. */
export function reportFor({ macro, suppressions, asOf }: Terms): Report {
  const diagnostics: Diagnostic[] = []
  return {
    diagnostics,
    add(complaint) {
      const { code, place, since } = complaint
      const span = complaint.atValue === true ? place.valueSpan : place.span
      diagnostics.push({
        code,
        ...judged(complaint, suppressions.ruleThatHides(code, place.resource), { macro, asOf }),
        ...(place.resource === undefined ? {} : { resource: place.resource }),
        path: pathOf(place),
        ...(span === undefined ? {} : { span }),
        ...(since === undefined ? {} : { since }),
      })
    },
  }
}

/** How bad it is: an error only when it is certain on the day, and nobody has switched it off. `hiddenBy`: the rule of cfn-lint that is off. */
function judged(
  { code, message, since, severity = CODES[code].severity }: Complaint,
  hiddenBy: string | undefined,
  { macro, asOf }: Pick<Terms, 'macro' | 'asOf'>,
): Pick<Diagnostic, 'severity' | 'message'> {
  const doubt = macro !== undefined && severity === 'error' ? `, unless macro ${macro} changes that` : ''
  if (hiddenBy !== undefined)
    return { severity: 'info', message: `${message}${doubt} (the template switches cfn-lint's ${hiddenBy} off here)` }
  const ahead = since !== undefined && asOf < since
  return { severity: severity === 'error' && ahead ? 'warning' : severity, message: `${message}${doubt}` }
}
