import * as z from 'zod'
import { bookOf } from '../billed-stacks.js'
import { ANSWERS, answersOf } from '../cost-answers.js'
import { ANSWER_INPUTS, ANSWER_PLACEHOLDERS, changesAnything, questionsOf, refuseWithComparison } from '../cost-inputs.js'
import { BILL } from '../bill-output.js'
import { COMPARE_INPUTS, COMPARE_PLACEHOLDERS, compareInput } from '../compare-input.js'
import { COMPARISON } from '../compare-output.js'
import { comparedCosts } from '../cost-compare.js'
import { pricedStacksOf, refuseWithoutTraffic } from '../cost-situation.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { defineOperation } from '../operation.js'
import { givenParameters } from '../parameters.js'
import { readRates } from '../rates-file.js'
import { PRICES, withPrices } from '../synced-prices.js'
import { requireTemplates } from '../templates.js'
import { RESTS_ON, restsOn } from '../usage-used.js'

export const cost = defineOperation({
  name: 'cost',
  about: 'Price templates and designs by the month, line by line, with the source and date of every price.',
  effect: 'reads',
  input: z.strictObject({
    paths: PATHS,
    usage: z.string().min(1).optional().describe('Usage file (YAML). A design brings its own.'),
    traffic: z.array(z.string().min(1)).default([]).describe('Mean rates: 100/s, 10/s..50/s, Api=20/s.'),
    assume: z.array(z.string()).default([]).describe('Assumptions, as NAME=VALUE.'),
    ...PARAMETER_INPUTS,
    region: REGION,
    ...ANSWER_INPUTS,
    prices: PRICES,
    estimate: z.boolean().default(false).describe('Price what has no figure in the region after that of another, and say so.'),
    asOf: AS_OF,
    ...COMPARE_INPUTS,
    format: z.enum(['markdown', 'svg']).optional().describe('markdown: with --compare, for a pull request. svg: the chart of --load.'),
  }),
  output: z.object({
    asOf: z.string(),
    pricesAsOf: z.string(),
    ...BILL.shape,
    ...ANSWERS,
    comparison: COMPARISON.optional(),
    ...RESTS_ON.shape,
  }),
  examples: [
    { about: 'What a design costs at ten times the traffic', command: 'stanchion cost out/orders --traffic 200/s' },
    { about: 'A template alone, at a rate between two', command: 'stanchion cost template.yaml --traffic 10/s..50/s --region eu-west-1' },
    { about: 'A template with a usage file', command: 'stanchion cost template.yaml --usage usage.yaml --region eu-west-1' },
    { about: 'What a change costs', command: 'stanchion cost --compare main infra/template.yaml --region eu-west-1' },
    { about: 'What would save money, and what moves the total', command: 'stanchion cost out/orders --what-if all --sensitivity' },
    { about: 'At which traffic another architecture is cheaper', command: 'stanchion cost out/orders --load 1/s..1000/s' },
    { about: 'Fail a build that costs too much', command: 'stanchion cost out/orders --budget 500' },
  ],
  cli: {
    positional: 'paths',
    alone: { freeTier: 'always' },
    placeholders: {
      paths: 'PATH',
      usage: 'FILE',
      traffic: 'RATE',
      assume: 'NAME=VALUE',
      prices: 'DIR',
      asOf: 'DATE',
      ...PARAMETER_PLACEHOLDERS,
      ...ANSWER_PLACEHOLDERS,
      ...COMPARE_PLACEHOLDERS,
    },
  },
  async run(input, given) {
    const { paths, parameter, parameters, usage, traffic, assume, region } = input
    const context = await withPrices(given, input.prices)
    checkRegion(region, context)
    const asOf = asOfOr(input.asOf, context)
    const questions = await questionsOf(input)
    const rates = input.discount === undefined ? [] : await readRates(context, input.discount)
    const values = await givenParameters(context, { parameter, parameters })
    const compare = compareInput(input)
    if (compare !== undefined) {
      refuseWithComparison(input)
      const terms = { traffic, assume, region, freeTiers: questions.freeTiers, rates, estimate: input.estimate, asOf }
      return comparedCosts(context, { ...compare, paths, usage, given: values, ...terms })
    }
    const templates = await requireTemplates(context, paths, { given: values, region })
    const stacks = await pricedStacksOf(context, templates, {
      paths,
      usage,
      traffic,
      assume,
      region,
      asOf,
      anew: changesAnything(questions),
    })
    if (questions.load !== undefined) refuseWithoutTraffic(stacks)
    const { priced } = await import('#analyze/cost/index.js')
    const catalog = context.catalog()
    const book = await bookOf(context, { estimate: input.estimate, rates, asOf })
    const situation = { stacks, book, asOf, freeTiers: questions.freeTiers.flatMap((kind) => catalog.freeTiers(kind)) }
    const before = priced(situation)
    const bill = before.bill()
    const rests = await restsOn(bill, before.stacks)
    const answers = await answersOf(context, { situation, before, bill, questions })
    const { answersJson, answersText, billJson, billText, loadSvg } = await import('#write/report/index.js')
    const chart = questions.svg && answers.load !== undefined ? loadSvg(answers.load) : undefined
    return {
      output: {
        asOf,
        pricesAsOf: catalog.prices.asOf,
        ...BILL.parse(billJson(bill)),
        ...z.object(ANSWERS).parse(answersJson(answers)),
        ...rests.output,
      },
      exit: answers.budget?.check === 'exceeded' ? 1 : 0,
      human: (page) => chart ?? `${billText(bill, page)}${answersText(answers, bill, page)}${rests.human(page)}`,
    }
  },
})
