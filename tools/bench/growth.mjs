import { REPEATS, SIZES } from './subjects.mjs'

const of = (results, name) => results.find(({ subject }) => subject.name === name)

/** Figures that follow from two rows, each with whether it is within its budget. */
export function relationsOf(results) {
  const [once, often] = [of(results, 'validate-500'), of(results, 'validate-500s')]
  const [small, large] = [of(results, 'grow-1000'), of(results, 'grow-10000')]
  const told = []
  if (once !== undefined && often !== undefined) {
    const warm = (often.milliseconds - once.milliseconds) / (REPEATS - 1)
    told.push({
      met: warm <= 500,
      text: `500 resources, warm: ${warm.toFixed(0)} ms each (budget 500 ms: ${warm <= 500 ? 'met' : '**missed**'}).`,
    })
  }
  if (small !== undefined && large !== undefined) {
    const factor = large.own / small.own
    const met = factor <= 15
    told.push({
      met,
      text: `Ten times the resources (1,000 to 10,000) take ${factor.toFixed(1)} times as long (linear is 10; ${met ? 'met' : '**missed**'}).`,
    })
  }
  const [chained, plain] = [of(results, 'chained'), of(results, 'unchained')]
  if (chained !== undefined && plain !== undefined) {
    const more = chained.milliseconds - plain.milliseconds
    told.push({
      met: more <= 100,
      text: `40 chained conditions over 30 parameters take ${more.toFixed(0)} ms more than none (budget 100 ms: ${more <= 100 ? 'met' : '**missed**'}).`,
    })
  }
  for (const [ours, theirs, what] of [
    ['validate', 'cfn-lint', '50 resources'],
    ['validate-500', 'cfn-lint-500', '500 resources'],
  ]) {
    const [one, other] = [of(results, ours), of(results, theirs)]
    if (one !== undefined && other !== undefined)
      told.push({ met: true, text: `cfn-lint takes ${(other.milliseconds / one.milliseconds).toFixed(1)} times as long for the ${what}.` })
  }
  return told
}

/** The growth as a chart that Markdown viewers draw; nothing when it was not measured. */
export function growthText(results) {
  const points = SIZES.map((size) => of(results, `grow-${size}`))
  if (points.includes(undefined)) return []
  const times = points.map(({ own }) => Math.round(own))
  const per = points.map(({ own }, index) => ((1000 * own) / SIZES[index]).toFixed(0))
  return [
    [
      '```mermaid',
      'xychart-beta',
      '  title "stanchion validate: own time by resources"',
      `  x-axis "resources" [${SIZES.join(', ')}]`,
      `  y-axis "milliseconds" 0 --> ${Math.ceil(Math.max(...times) / 500) * 500}`,
      `  line [${times.join(', ')}]`,
      '```',
    ].join('\n'),
    `Microseconds a resource at ${SIZES.map((size) => size.toLocaleString('en')).join(', ')}: ${per.join(', ')}.`,
  ]
}

/** The cost engine, warm and in one process, as `tools/bench/cost.mjs` measures it. */
export function costText({ milliseconds, budgets, growth, missed }) {
  const priced = `1,000 resources priced in ${milliseconds['price-1000'].toFixed(0)} ms (budget ${budgets['price-1000']} ms), with traffic in ${milliseconds['traffic-1000'].toFixed(0)} ms`
  const book = `the whole price book opened in ${milliseconds.book.toFixed(0)} ms (budget ${budgets.book} ms)`
  return {
    met: missed.length === 0,
    text: `Warm, in one process: ${priced}; ${book}. ${growth.to / growth.from} times the resources take ${growth.times.toFixed(1)} times as long.`,
  }
}
