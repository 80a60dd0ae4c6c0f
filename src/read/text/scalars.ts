// YAML 1.2 core schema, and YAML 1.1 as CloudFormation reads it
// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html, read 2026-11).
const CORE_NUMBER = /^[-+]?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][-+]?\d+)?$/
const CLOUDFORMATION_NUMBER = /^[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*(?:[eE][-+]?\d+)?)?|\.\d+(?:[eE][-+]?\d+)?)$/
/** 12 digits: CloudFormation takes them for text. */
export const ACCOUNT_ID = /^\d{12}$/
const HEXADECIMAL = /^0x[\da-fA-F]+$/
const OCTAL = /^0o[0-7]+$/
const DIGIT = /\d/

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL'])
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
])
const CLOUDFORMATION_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...BOOLEANS,
  ...['yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
])

// Digits, plus, minus, point: nothing else begins a number.
const BEGINS_NUMBER = /^[-+.\d]/

function numberOf(text: string, cloudFormation: boolean): number | undefined {
  if (!BEGINS_NUMBER.test(text)) return undefined
  if (HEXADECIMAL.test(text) || (!cloudFormation && OCTAL.test(text))) return exact(text)
  const shape = cloudFormation ? CLOUDFORMATION_NUMBER : CORE_NUMBER
  if (!shape.test(text) || !DIGIT.test(text) || (cloudFormation && ACCOUNT_ID.test(text))) return undefined
  return exact(text)
}

// A whole number that a double cannot hold stays text: its digits matter (an id), not its size.
function exact(text: string): number | undefined {
  const value = Number(text)
  const whole = !/[.eE]/.test(text) || text.startsWith('0x')
  return (whole ? Number.isSafeInteger(value) : Number.isFinite(value)) ? value : undefined
}

/**
 * The value of an unquoted scalar. Dates stay text, and so do numbers with leading zeros, numbers a double cannot hold and infinities;
 * for CloudFormation `yes no on off` are booleans, a number of 12 digits is an account id and stays text, and `1e5` is text as in YAML 1.1.
 */
export function plainValue(text: string, cloudFormation: boolean): string | number | boolean | null {
  if (text.length <= 5) {
    if (NULLS.has(text)) return null
    const truth = (cloudFormation ? CLOUDFORMATION_BOOLEANS : BOOLEANS).get(text)
    if (truth !== undefined) return truth
  }
  return numberOf(text, cloudFormation) ?? text
}
