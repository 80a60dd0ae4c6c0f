export { serveMcp } from './main.js'
