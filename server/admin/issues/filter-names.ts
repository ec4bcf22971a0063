/** Filters of the board as they are called in the address and in the API. */
export const filterNames = ['state', 'category', 'place', 'classroom', 'assignee', 'attention', 'q'] as const;
