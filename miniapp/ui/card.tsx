import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tap } from './tap.js';

export interface CardProps {
  /** wait: something is asked of the reader · bad: something went wrong. */
  tone?: 'wait' | 'bad';
  /** Together with `onTap`: the whole card is one button. */
  id?: string;
  label?: string;
  onTap?: () => void;
  children: ReactNode;
}

/** A piece of paper on the table. */
export function Card({ tone, id, label, onTap, children }: CardProps) {
  const className = `x-card${tone ? ` x-card--${tone}` : ''}`;
  if (id !== undefined && onTap) {
    return (
      <Tap id={id} className={className} {...(label === undefined ? {} : { label })} onTap={onTap}>
        {children}
      </Tap>
    );
  }
  return (
    <View {...(id === undefined ? {} : { id })} className={className}>
      {children}
    </View>
  );
}
