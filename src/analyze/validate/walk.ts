import type { Catalog } from '#catalog/index.js'
import type { Guard } from '#graph/index.js'
import type { Report } from './report.js'
import type { Suggest } from './suggest.js'
import type { Declared } from './template.js'

/** A use of one resource by another, for the search for circles. `guards`: the branches of `Fn::If` that it stands in. */
export interface Use {
  readonly from: string
  readonly to: string
  readonly guards: readonly Guard[]
}

export interface Used {
  readonly uses: Use[]
  readonly parameters: Set<string>
  readonly conditions: Set<string>
  readonly mappings: Set<string>
}

export interface Walk {
  readonly declared: Declared
  readonly catalog: Catalog
  readonly report: Report
  readonly used: Used
  readonly suggest: Suggest
}
