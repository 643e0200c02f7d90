/** Under which the spans of all our programs are told. */
export const TRACER = 'sluice';
