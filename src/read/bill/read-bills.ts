import { type Progress, StanchionError } from '#core/index.js'
import type { BillCell, BillDimension } from '#spec/index.js'
import { type CostOf, type Measure, openCosts } from './costs.js'
import { type Recognized, recognize } from './dialects.js'
import { Identities } from './identities.js'
import { Ledger } from './ledger.js'
import { Axis, type Column, sourcesOf } from './plan.js'
import { IdentitySink, type Sink, UnitSink } from './sinks.js'
import { type NamedFile, unusable } from './source.js'
import { openTable } from './table.js'

export interface BillFilter {
  readonly dimension: BillDimension
  /** Asked once for each value; of `words` a value has several, each in a line of its own. */
  readonly accepts: (value: string) => boolean
}

export interface BillRequest {
  readonly dimensions: readonly BillDimension[]
  /** Every one must hold. */
  readonly filters: readonly BillFilter[]
  readonly measure: Measure
}

/** Files of one report hold different lines; another report may hold the same lines again. */
export interface ReportFile {
  readonly name: string
  readonly report: string
  open(): Promise<NamedFile['bytes']>
}

export interface BillFile {
  readonly file: string
  readonly format: string
  readonly lines: number
  /** Lines that the filters let through and that are in the result. */
  readonly counted: number
  /** Lines that a file of another report has too, and that are not counted again. */
  readonly duplicates: number
  /** Lines without a cost. */
  readonly withoutCost: number
  /** First and last day on which lines begin; undefined for a file without lines. */
  readonly from: string | undefined
  readonly to: string | undefined
  /** Asked for, and the file has no such column. */
  readonly absent: readonly BillDimension[]
  /** Keys of tags that have columns of their own. */
  readonly tags: readonly string[]
}

export interface BillRead {
  readonly cells: readonly BillCell[]
  readonly files: readonly BillFile[]
}

/** Reads bills and adds up lines that are equal in all dimensions. Only the columns that this needs are read; memory is bounded by a row group. */
export async function readBills(files: readonly ReportFile[], request: BillRequest, progress: Progress): Promise<BillRead> {
  const axes = request.dimensions.map((dimension) => new Axis(dimension))
  const state: State = {
    request,
    axes,
    days: new Axis('day'),
    filterAxes: request.filters.map(({ dimension }) => new Axis(dimension)),
    ledger: new Ledger(axes.map(({ dimension, dictionary }) => [dimension, dictionary])),
    seen: new Set(files.map(({ report }) => report)).size > 1 ? { before: new Identities(), report: undefined, pending: [] } : undefined,
  }
  const read: BillFile[] = []
  for (const file of files) {
    progress.step(`reading ${file.name}`)
    const bytes = await file.open()
    try {
      read.push(await readFile({ name: file.name, bytes }, file.report, state))
    } finally {
      await bytes.close()
    }
  }
  return { cells: state.ledger.cells(), files: read }
}

/** An identity holds for the time of its line only. */
const DAYS_APART = 2 ** 12

interface State {
  readonly request: BillRequest
  readonly axes: readonly Axis[]
  readonly days: Axis
  readonly filterAxes: readonly Axis[]
  readonly ledger: Ledger
  /** What other reports held; undefined while there is one report only. */
  readonly seen: Seen | undefined
}

interface Seen {
  readonly before: Identities
  /** The report that is being read; its lines are not compared with each other. */
  report: string | undefined
  pending: Float64Array[]
}

async function readFile(file: NamedFile, report: string, state: State): Promise<BillFile> {
  const table = await naming(file.name, () => openTable(file))
  const recognized = recognize(table.headers)
  if (typeof recognized === 'string') throw unusable(file.name, recognized)
  const lines = new FileLines(file.name, { headers: table.headers, recognized }, state)
  if (state.seen !== undefined && state.seen.report !== report) startReport(state.seen, report)
  await naming(file.name, () => table.read(lines.sinks, (rows) => lines.batch(rows)))
  return { file: file.name, format: `${recognized.dialect.title}, ${table.format}`, tags: [...recognized.tags.keys()], ...lines.result() }
}

/** What is wrong with a value is found where nobody knows the file. */
async function naming<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    const unnamed = cause instanceof StanchionError && cause.code === 'input.invalid' && !cause.message.startsWith('"')
    throw unnamed ? unusable(file, `cannot be read: ${cause.message}`, cause) : cause
  }
}

function startReport(seen: Seen, report: string): void {
  for (const pairs of seen.pending)
    for (let at = 0; at < pairs.length; at += 2) {
      const first = pairs[at] ?? 0
      if (first !== 0) seen.before.add(first, pairs[at + 1] ?? 0)
    }
  seen.pending = []
  seen.report = report
}

/** Reads the lines of one file into the ledger. */
class FileLines {
  readonly sinks = new Map<string, Sink[]>()
  readonly #state: State
  readonly #columns: readonly Column[]
  readonly #filters: readonly { readonly column: Column; readonly passes: (code: number) => boolean }[]
  readonly #day: Column
  readonly #cost: CostOf
  readonly #quantity: UnitSink | undefined
  readonly #identity: IdentitySink | undefined
  readonly #days = new Set<number>()
  #lines = 0
  #counted = 0
  #duplicates = 0
  #withoutCost = 0

  constructor(file: string, table: { readonly headers: readonly string[]; readonly recognized: Recognized }, state: State) {
    const { recognized, headers } = table
    const open = (axis: Axis): Column => axis.open(sourcesOf(file, axis.dimension, recognized), this.sinks)
    this.#state = state
    this.#columns = state.axes.map(open)
    this.#day = open(state.days)
    this.#filters = state.filterAxes.map((axis, index) => {
      const answers = new Map<number, boolean>()
      const accepts = state.request.filters[index]?.accepts ?? ((): boolean => true)
      const passes = (code: number): boolean => {
        const known = answers.get(code)
        if (known !== undefined) return known
        const values = axis.dimension === 'words' ? axis.dictionary.valueOf(code).split('\n') : [axis.dictionary.valueOf(code)]
        const answer = values.some((value) => accepts(value))
        answers.set(code, answer)
        return answer
      }
      return { column: open(axis), passes }
    })
    this.#cost = openCosts({ file, headers, recognized, into: this.sinks }, state.request.measure)
    this.#quantity = this.#add(recognized.headers.get('quantity'), (header) => new UnitSink('amount', header))
    this.#identity = state.seen === undefined ? undefined : this.#add(recognized.headers.get('identity'), () => new IdentitySink())
  }

  #add<S extends Sink>(header: string | undefined, make: (header: string) => S): S | undefined {
    if (header === undefined) return undefined
    const sink = make(header)
    this.sinks.set(header, [...(this.sinks.get(header) ?? []), sink])
    return sink
  }

  batch(rows: number): void {
    const all = [...this.#columns, this.#day, ...this.#filters.map(({ column }) => column)]
    for (const { absent, sinks } of all) if (absent) sinks[0].begin(rows)
    const codes = this.#columns.map(({ sinks }) => sinks[0].codes)
    const days = this.#day.sinks[0].codes
    const pairs = this.#identity === undefined ? undefined : new Float64Array(rows * 2)
    for (let row = 0; row < rows; row += 1) {
      this.#days.add(days[row] ?? 0)
      if (this.#passes(row)) this.#take(row, codes, pairs)
    }
    if (pairs !== undefined) this.#state.seen?.pending.push(pairs)
    this.#lines += rows
  }

  #take(row: number, codes: readonly Int32Array[], pairs: Float64Array | undefined): void {
    const cost = this.#cost(row)
    if (cost === undefined) this.#withoutCost += 1
    else if (pairs !== undefined && this.#isKnown(row, pairs)) this.#duplicates += 1
    else {
      this.#counted += 1
      this.#state.ledger.add(this.#state.ledger.cellOf(codes, row), cost, this.#quantity?.at(row))
    }
  }

  #passes(row: number): boolean {
    for (const { column, passes } of this.#filters) if (!column.sinks.some(({ codes }) => passes(codes[row] ?? 0))) return false
    return true
  }

  /** Whether another report has the line: the same identity on the same day; else the line is noted for the reports that follow. */
  #isKnown(row: number, pairs: Float64Array): boolean {
    const first = this.#identity?.first[row] ?? 0
    if (first === 0) return false
    const mixed = (this.#identity?.second[row] ?? 0) * DAYS_APART + ((this.#day.sinks[0].codes[row] ?? 0) % DAYS_APART)
    if (this.#state.seen?.before.has(first, mixed) === true) return true
    pairs[row * 2] = first
    pairs[row * 2 + 1] = mixed
    return false
  }

  result(): Omit<BillFile, 'file' | 'format' | 'tags'> {
    const days = [...this.#days]
      .map((code) => this.#state.days.dictionary.valueOf(code))
      .filter((day) => day !== '')
      .toSorted()
    const asked = [
      ...this.#columns.map((column, index) => ({ column, axis: this.#state.axes[index] })),
      ...this.#filters.map(({ column }, index) => ({ column, axis: this.#state.filterAxes[index] })),
    ]
    const absent = asked.flatMap(({ column, axis }) => (column.absent && axis !== undefined ? [axis.dimension] : []))
    return {
      lines: this.#lines,
      counted: this.#counted,
      duplicates: this.#duplicates,
      withoutCost: this.#withoutCost,
      from: days[0],
      to: days.at(-1),
      absent: [...new Set(absent)],
    }
  }
}
