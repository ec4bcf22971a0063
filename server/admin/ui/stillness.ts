/**
 * Whether who looks has asked the computer for less movement. Asked once: Ant Design would build the whole page anew
 * when the answer changes, and throw away what is being written. What moves without end is stopped in base.css at once.
 */
export const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
