/** Hours in the month that AWS's own price examples use. */
export const HOURS_A_MONTH = 730
/** 730 hours. A rate "/month" and every monthly quantity stand on this month. */
export const SECONDS_A_MONTH = HOURS_A_MONTH * 3600
