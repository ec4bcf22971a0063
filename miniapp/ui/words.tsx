import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { spoken } from '../platform/a11y.js';

/** Heading of a part of a page. */
export function Heading({ children }: { children: string }) {
  return (
    <View className="x-h" {...spoken({ role: 'heading' })}>
      {children}
    </View>
  );
}

/** A line of smaller, lighter words. */
export function Muted({ children }: { children: ReactNode }) {
  return <Text className="x-text x-muted">{children}</Text>;
}

/** A line of strong words. */
export function Strong({ children }: { children: ReactNode }) {
  return <Text className="x-text x-strong">{children}</Text>;
}

/** What is wrong with a field; read aloud when it appears. */
export function Wrong({ children }: { children: string | null | undefined }) {
  if (!children) return null;
  return (
    <Text className="x-wrong" {...spoken({ role: 'alert', live: 'polite' })}>
      {children}
    </Text>
  );
}

/** A short word on a coloured ground. */
export function Tag({ tone, children }: { tone?: 'work' | 'wait' | 'ok' | 'bad'; children: string }) {
  return <Text className={`x-tag${tone ? ` x-tag--${tone}` : ''}`}>{children}</Text>;
}
