import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { spoken, type Spoken } from '../platform/a11y.js';
import type { Finger } from './use-hold.js';

export interface TapProps {
  /** Stable name of the control: tests and screen readers find it by this. */
  id: string;
  className?: string;
  /** What is read aloud; needed where the words inside do not say it. */
  label?: string;
  role?: NonNullable<Spoken['role']>;
  checked?: boolean;
  selected?: boolean;
  disabled?: boolean;
  onTap?: () => void;
  /** What it does besides being tapped: see `useHold`. */
  finger?: Finger;
  children?: ReactNode;
}

/** Keyboard of a desktop preview; a phone has none. */
function keyboard(disabled: boolean, onTap?: () => void): object {
  if (XINQIAO_PLATFORM !== 'h5') return {};
  return {
    tabIndex: disabled ? -1 : 0,
    onKeyDown: (event: { key: string; preventDefault(): void }) => {
      if (disabled || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      onTap?.();
    },
  };
}

/** Everything that can be tapped: at least 44 px by its classes, spoken by its label, named by its id. */
export function Tap({
  id,
  className = '',
  label,
  role = 'button',
  disabled = false,
  onTap,
  finger,
  children,
  ...state
}: TapProps) {
  return (
    <View
      id={id}
      className={className}
      hoverClass={disabled ? 'none' : 'x-tap--down'}
      onClick={() => {
        if (!disabled) onTap?.();
      }}
      {...spoken({ role, label, disabled: disabled ? true : undefined, ...state })}
      {...keyboard(disabled, onTap)}
      {...finger}
    >
      {children}
    </View>
  );
}
