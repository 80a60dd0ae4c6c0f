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
  /** Points at the value instead of at its key. */
  readonly atValue?: boolean
}

export interface Report {
  add(complaint: Complaint): void
  readonly diagnostics: readonly Diagnostic[]
}

/** Collects diagnostics. `macro`: the name of a macro that may still change the template, so that nothing in it is certain. */
export function reportFor(macro: string | undefined, suppressions: Suppressions): Report {
  const diagnostics: Diagnostic[] = []
  return {
    diagnostics,
    add({ code, message, place, severity = CODES[code].severity, atValue = false }) {
      const span = atValue ? place.valueSpan : place.span
      const by = suppressions.ruleThatHides(code, place.resource)
      const doubt = macro !== undefined && severity === 'error' ? `, unless macro ${macro} changes that` : ''
      diagnostics.push({
        code,
        severity: by !== undefined ? 'info' : doubt === '' ? severity : 'warning',
        message: `${message}${doubt}${by === undefined ? '' : ` (the template switches cfn-lint's ${by} off here)`}`,
        ...(place.resource === undefined ? {} : { resource: place.resource }),
        path: pathOf(place),
        ...(span === undefined ? {} : { span }),
      })
    },
  }
}
