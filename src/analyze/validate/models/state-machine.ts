import { didYouMean, entryOf, type JsonObject, type MapTree, type Tree } from '#core/index.js'
import { callIn, takesMore } from '../functions.js'
import { jsonIn } from '../json-text.js'
import { atEntry, type Place } from '../place.js'
import { checkReach, checkStateFields } from './state-fields.js'
import { at, itemsOf, type Located, type ModelContext, type ResourceModel, textOf, valuesAt } from './model.js'

const defined = (States: JsonObject, StartAt = 'A'): JsonObject => ({ Definition: { StartAt, States } })

export const definitionOfStateMachine: ResourceModel = {
  id: 'state-machine',
  code: 'state-machine',
  types: ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'],
  refs: ['https://states-language.net/spec.html', 'https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html'],
  examples: {
    wrong: [
      { name: 'starts nowhere', props: defined({ A: { Type: 'Succeed' } }, 'B'), says: 'StartAt names "B"' },
      { name: 'goes nowhere', props: defined({ Alpha: { Type: 'Pass', Next: 'Alhpa' } }, 'Alpha'), says: 'did you mean "Alpha"?' },
      { name: 'does not end', props: defined({ A: { Type: 'Wait', Seconds: 5 } }), says: 'A needs Next or End: true' },
      { name: 'no such type', props: defined({ A: { Type: 'Tsk', End: true } }), says: '"Tsk"' },
      {
        name: 'a choice of what is not there',
        props: defined({ A: { Type: 'Choice', Choices: [{ Variable: '$.x', IsNull: true, Next: 'B' }] } }),
        says: 'Next names "B"',
      },
      {
        name: 'inside of a branch',
        props: defined({ A: { Type: 'Parallel', End: true, Branches: [{ StartAt: 'C', States: { B: { Type: 'Succeed' } } }] } }),
        says: 'StartAt names "C"',
      },
      { name: 'never entered', props: defined({ A: { Type: 'Succeed' }, B: { Type: 'Succeed' } }), says: 'no state leads to B' },
      { name: 'goes on and ends', props: defined({ A: { Type: 'Pass', Next: 'A', End: true } }), says: 'A takes Next or End, not both' },
      { name: 'a task of nothing', props: defined({ A: { Type: 'Task', End: true } }), says: 'A needs Resource' },
      { name: 'a wait without a time', props: defined({ A: { Type: 'Wait', End: true } }), says: 'A needs Seconds' },
      {
        name: 'two times',
        props: defined({ A: { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true } }),
        says: 'takes one of Seconds',
      },
      { name: 'a choice of nothing', props: defined({ A: { Type: 'Choice', Choices: [] } }), says: 'at least one' },
      {
        name: 'fields of the other language',
        props: defined({ A: { Type: 'Pass', QueryLanguage: 'JSONata', Parameters: {}, End: true } }),
        says: 'Parameters',
      },
      { name: 'as text', props: { DefinitionString: '{"StartAt":"B","States":{"A":{"Type":"Fail"}}}' }, says: 'StartAt names "B"' },
      { name: 'text that is no JSON', props: { DefinitionString: '{"StartAt":' }, says: 'is no JSON' },
    ],
    right: [
      { name: 'one after the other', props: defined({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } }) },
      {
        name: 'caught',
        props: defined({
          A: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }], End: true },
          B: { Type: 'Fail' },
        }),
      },
      {
        name: 'each of many',
        props: defined({ A: { Type: 'Map', End: true, ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } } } }),
      },
      {
        name: 'the other language inside',
        props: {
          Definition: {
            QueryLanguage: 'JSONata',
            StartAt: 'A',
            States: {
              A: { Type: 'Map', End: true, ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', Output: '{% 1 %}', End: true } } } },
            },
          },
        },
      },
      { name: 'a name put in at deployment', props: defined({ A: { Type: 'Pass', Next: '${After}' } }) },
      { name: 'deeper than anything is read', props: { DefinitionString: `${'['.repeat(100_000)}${']'.repeat(100_000)}` } },
      { name: 'text with variables', props: { DefinitionString: { 'Fn::Sub': '{"StartAt": ${Start}}' } } },
    ],
  },
  check({ properties: tree, place }, context) {
    for (const definition of valuesAt({ tree, place }, 'Definition')) checkMachine(definition, context)
    for (const definition of valuesAt({ tree, place }, 'DefinitionString')) checkText(definition, context)
  },
}

/** A text has no places inside: everything is reported at its start. */
function checkText({ tree, place }: Located, context: ModelContext): void {
  const parsed = jsonIn(tree)
  if (parsed === undefined) return
  const complain: ModelContext['complain'] = (message) => context.complain(message, place, { atValue: true })
  if (parsed === 'broken') complain('the definition is no JSON', place)
  else checkMachine({ tree: parsed.tree, place }, { ...context, complain })
}

/** A map that is written out, so that what it lacks is missing. */
function isWhole(tree: Tree): tree is MapTree {
  return tree.kind === 'map' && callIn(tree) === undefined && !takesMore(tree)
}

/** `around`: the language for data of the machine that this one is inside of. */
function checkMachine(machine: Located, context: ModelContext, around = 'JSONPath'): void {
  if (!isWhole(machine.tree)) return
  const language = textOf(at(machine, 'QueryLanguage')?.tree) ?? around
  const states = at(machine, 'States')
  if (states === undefined) return context.complain('a state machine needs States', machine.place)
  if (!isWhole(states.tree)) return
  const names = new Set(states.tree.entries.map(({ key }) => key))
  if (names.size === 0) return context.complain('a state machine needs at least one state', states.place)
  if (at(machine, 'StartAt') === undefined) context.complain('a state machine needs StartAt', machine.place)
  const target = (of: Located, key: string): void => {
    const found = at(of, key)
    const name = textOf(found?.tree)
    if (found === undefined || name === undefined || names.has(name) || name.includes('${')) return
    context.complain(`${key} names "${name}", which is no state here${didYouMean(name, names)}`, found.place, { atValue: true })
  }
  target(machine, 'StartAt')
  checkReach(machine, { tree: states.tree, place: states.place }, context)
  for (const entry of states.tree.entries) {
    const state: State = { tree: entry.value, place: atEntry(states.place, entry), name: entry.key, target }
    if (!isWhole(state.tree)) continue
    checkState(state, context)
    checkStateFields(state, language, context)
    checkTargets(state)
    checkInner(state, language, context)
  }
}

/** Whether a state must say what comes after it. */
const GOES_ON: Readonly<Record<string, boolean>> = {
  Task: true,
  Pass: true,
  Wait: true,
  Parallel: true,
  Map: true,
  Choice: false,
  Succeed: false,
  Fail: false,
}

interface State {
  readonly tree: Tree
  readonly place: Place
  readonly name: string
  /** Checks the name of a state under a key. */
  readonly target: (of: Located, key: string) => void
}

function checkState(state: State, context: ModelContext): void {
  const { name } = state
  const given = at(state, 'Type')
  const type = textOf(given?.tree)
  if (given === undefined) context.complain(`state ${name} needs Type`, state.place)
  else if (type !== undefined && !Object.hasOwn(GOES_ON, type) && !type.includes('${'))
    context.complain(`there is no type of states "${type}"${didYouMean(type, Object.keys(GOES_ON))}`, given.place, { atValue: true })
  const goesOn = entryOf(state.tree, 'Next') !== undefined || entryOf(state.tree, 'End') !== undefined
  if (type !== undefined && GOES_ON[type] === true && !goesOn) context.complain(`state ${name} needs Next or End: true`, state.place)
}

function checkTargets(state: State): void {
  for (const key of ['Next', 'Default']) state.target(state, key)
  for (const key of ['Choices', 'Catch']) for (const each of listAt(state, key)) state.target(each, 'Next')
}

function checkInner(state: State, language: string, context: ModelContext): void {
  const inner = ['ItemProcessor', 'Iterator'].map((key) => at(state, key)).filter((each) => each !== undefined)
  for (const machine of [...listAt(state, 'Branches'), ...inner]) checkMachine(machine, context, language)
}

function listAt(of: Located, key: string): readonly Located[] {
  const list = at(of, key)
  return list === undefined ? [] : itemsOf(list)
}
