import { Text, View } from '@tarojs/components';
import { spoken } from '../platform/a11y.js';
import { shortName } from './short-name.js';

/** The same colour for the same name, always. */
function toneOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return sum % 5;
}

/** A person as a coloured disc with one character of the name. */
export function Avatar({ name, big = false }: { name: string; big?: boolean }) {
  return (
    <View
      className={`x-avatar x-avatar--${toneOf(name)}${big ? ' x-avatar--big' : ''}`}
      {...spoken({ hidden: true })}
    >
      <Text>{shortName(name)}</Text>
    </View>
  );
}
