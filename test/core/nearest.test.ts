import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { didYouMean, nearest } from '#core/index.js'

const WORDS = ['traffic', 'targets', 'workload', 'region', 'budget', 'team', 'iac', 'no-nat-gateway']

describe('nearest word', () => {
  test.each([
    ['trafic', 'traffic'],
    ['tragets', 'targets'],
    ['Region', 'region'],
    ['no-nat-gatway', 'no-nat-gateway'],
    ['iaac', 'iac'],
    ['ica', 'iac'],
  ])('%s was meant to be %s', (wrong, word) => {
    expect(nearest(wrong, WORDS)).toBe(word)
  })

  test.each(['', 'x', 'q', 'kubernetes', 'zzzzzz', '💥'])('"%s" is near nothing', (wrong) => {
    expect(nearest(wrong, WORDS)).toBeUndefined()
  })

  test('shares at least one letter with what was written', () => {
    expect(nearest('a', ['b'])).toBeUndefined()
    expect(nearest('', ['b'])).toBeUndefined()
  })

  test('is undefined among no words', () => {
    expect(nearest('anything', [])).toBeUndefined()
  })

  test('is the first of several that are equally near', () => {
    expect(nearest('cart', ['cars', 'card'])).toBe('cars')
  })

  test('is found after any single slip in a word of at least four letters', () => {
    const word = fc.constantFrom(...WORDS.filter(({ length }) => length >= 4))
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'wrong'), (right, place, slip) => {
        const at = place % (right.length - 1)
        const [here, next] = [right.charAt(at), right.charAt(at + 1)]
        const middle = { drop: '', double: `${here}${here}`, swap: `${next}${here}`, wrong: '_' }[slip]
        const rest = right.slice(slip === 'swap' ? at + 2 : at + 1)
        expect(nearest(`${right.slice(0, at)}${middle}${rest}`, WORDS)).toBe(right)
      }),
    )
  })

  test('reads no more than the beginning of a very long word', () => {
    expect(nearest('x'.repeat(1_000_000), WORDS)).toBeUndefined()
  })
})

test('the hint names the word, or says nothing', () => {
  expect(didYouMean('trafic', WORDS)).toBe(' (did you mean "traffic"?)')
  expect(didYouMean('kubernetes', WORDS)).toBe('')
})
