/**
 * Prints one message in both languages, each on its own line.
 * @param {string} english
 * @param {string} chinese
 */
export function say(english, chinese) {
  console.log(english + '\n' + chinese);
}

/** Something is missing that only the person at the keyboard can mend; the message says what and how. */
export class Missing extends Error {}

/**
 * Makes the error that ends a start with a message instead of a stack.
 * @param {string} english
 * @param {string} chinese
 * @param {string[]} [details] lines that need no translation: commands, output of tools
 * @returns {Missing}
 */
export function missing(english, chinese, details = []) {
  return new Missing([english, chinese].concat(details.map((line) => '  ' + line)).join('\n'));
}
