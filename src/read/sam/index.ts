export { type Expanded, type ExpandOptions, expandSam, type Origin } from './expand.js'
