export { designFor } from './design.js'
export type {
  Candidate,
  Certificate,
  Choice,
  Command,
  Decision,
  Design,
  DesignedStack,
  DesignOutcome,
  Figures,
  Miss,
  Note,
  Recovery,
} from './types.js'
