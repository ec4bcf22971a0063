/** Characters of what is written down of a child's health. Apart, because the mini program takes no schemas. */
export const longestHealth = 300;
