/**
 * The one registry of how the program behaves for a person: plain data, because the phone reads it without a network.
 * Stored as rows (person, key, value); what is not stored is as it stands here, so adding one needs no migration.
 */
export const preferenceDefaults = {
  /** Four big buttons and one task a screen. */
  simpleMode: false,
  /** A screen in simple mode reads itself aloud when it opens. Off on a phone that others hear too. */
  readsAloud: false,
} as const satisfies Record<string, boolean>;

export type PreferenceKey = keyof typeof preferenceDefaults;
