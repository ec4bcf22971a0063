/** Somebody of the demo, as the emulator lists them. */
export interface DemoPersona {
  openid: string;
  name: string;
  label: string;
  group: string;
  unread?: number;
}

/** The demo's people, or null where there is no demo (a real installation). */
export async function listPersonas(): Promise<DemoPersona[] | null> {
  try {
    const answer = await fetch('/emulator/api/personas');
    return answer.ok ? ((await answer.json()) as DemoPersona[]) : null;
  } catch {
    return null;
  }
}

/** People whose name, description or group holds every word of `query`, grouped in the order given. */
export function grouped(personas: readonly DemoPersona[], query: string): [string, DemoPersona[]][] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, DemoPersona[]>();
  for (const persona of personas) {
    const text = `${persona.name} ${persona.label} ${persona.group}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    groups.set(persona.group, [...(groups.get(persona.group) ?? []), persona]);
  }
  return [...groups];
}
