export type {
  Assembly,
  AssemblyStack,
  AssemblyTemplate,
  Construct,
  Crossing,
  Export,
  Import,
  ImportSource,
  NestedTemplate,
} from './assembly.js'
export { constructsIn } from './constructs.js'
export { type AssemblyFiles, readAssembly } from './read-assembly.js'
