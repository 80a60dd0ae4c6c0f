import { describe, expect, test } from 'vitest'
import { NOTES, notesOf } from '#analyze/cost/index.js'
import { usdText } from '#core/index.js'
import { NO_USAGE, stated } from '../support.js'
import { asked, catalog, situationOf } from './support.js'

describe.each(NOTES)('$id', ({ id, refs, examples }) => {
  test('has pages and examples that speak and are silent', () => {
    expect(refs.length).toBeGreaterThan(0)
    expect(examples.some(({ says }) => says !== undefined)).toBe(true)
    expect(examples.some(({ says }) => says === undefined)).toBe(true)
  })

  test.each(examples)('$name', ({ resources, usage, says }) => {
    const { bill, before } = asked(situationOf(resources, { stated: usage === undefined ? NO_USAGE : stated(usage) }))
    const note = notesOf(bill, before.stacks, catalog.prices).find((each) => each.id === id)
    const found = note && { of: note.resources, ...(note.monthly === undefined ? {} : { monthly: usdText(note.monthly) }) }
    expect(found).toEqual(says)
  })
})

test('the dearest comes first, what has no amount last', () => {
  const { bill, before } = asked(
    situationOf(
      { Nat: ['AWS::EC2::NatGateway'], Ip: ['AWS::EC2::EIP'], Log: ['AWS::Logs::LogGroup'] },
      { stated: stated({ Nat: { processedGb: 1 } }) },
    ),
  )
  expect(notesOf(bill, before.stacks, catalog.prices).map(({ id }) => id)).toEqual([
    'nat-gateways',
    'public-addresses',
    'endless-logs',
    'log-ingestion',
  ])
})
