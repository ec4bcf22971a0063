/** Under which the checked environment is injected. */
export const ENV = Symbol('env');
