import { Text, View } from '@tarojs/components';
import { spoken } from '../platform/a11y.js';

/** The same colour for the same name, always. */
function toneOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return sum % 5;
}

/** A person as a coloured disc with the last character of the name: what people here call each other by. */
export function Avatar({ name, big = false }: { name: string; big?: boolean }) {
  const letter = [...name.replace(/[（(].*$/, '')].at(-1) ?? '人';
  return (
    <View
      className={`x-avatar x-avatar--${toneOf(name)}${big ? ' x-avatar--big' : ''}`}
      {...spoken({ hidden: true })}
    >
      <Text>{letter}</Text>
    </View>
  );
}
