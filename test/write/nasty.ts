import * as fc from 'fast-check'
import type { Json } from '#core/index.js'

const WORDS = [
  'yes',
  'on',
  'NO',
  'null',
  '~',
  '',
  ' ',
  '1',
  '1.0',
  '1e3',
  '0x1',
  '0o7',
  '012345678901',
  '2012-10-17',
  '12:30',
  '*',
  '&a',
  '!Ref',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  '- a',
  '-',
  '?',
  '? a',
  ':',
  'a: b',
  'a:',
  'a #b',
  '#',
  '[',
  '{}',
  ',',
  '<<',
  '=',
  '---',
  '...',
  "'",
  '"',
  '\\',
  'a\\nb',
  '\t',
  '__proto__',
  'constructor',
  'Fn::X',
  '.',
  '..',
  '+',
  '_',
  '0_',
  '${A}',
]
const LINES = ['', 'a', '  b', '\tc', 'd ', ' ', '# e', '- f', 'g: h', '---', '...', '|', "'", '"', '\\']

/** Text that YAML readers like to take for something else. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map(([a, b]) => `${a}${b}`),
  fc.array(fc.constantFrom(...LINES), { maxLength: 6 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'0123456789.:_-+eExo'.split('')) }),
  fc.string(),
)

// JSON has no -0; a whole number of 12 digits is an account id for CloudFormation, and comes back as text by design.
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .filter((value) => !Object.is(value, -0) && !/^\d{12}$/.test(String(value)))

export const scalar: fc.Arbitrary<Json> = fc.oneof(text, number, fc.boolean(), fc.constant(null))

/** Any JSON value, small, with nasty keys and texts. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value
