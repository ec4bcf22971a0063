import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon.js';
import { Tap } from './tap.js';

export interface ButtonProps {
  id: string;
  children: string;
  icon?: IconName;
  kind?: 'main' | 'ghost' | 'soft' | 'ok' | 'bad' | 'quiet';
  big?: boolean;
  /** Works already: the word is shown instead, and a second tap does nothing. */
  busy?: string | false;
  disabled?: boolean;
  /** Read aloud instead of the word on it. */
  label?: string;
  onTap: () => void;
}

/** A button with a word, and a drawing where that helps. */
export function Button({
  id,
  children,
  icon,
  kind = 'main',
  big,
  busy,
  disabled = false,
  label,
  onTap,
}: ButtonProps) {
  const off = disabled || Boolean(busy);
  const classes = ['x-button', `x-button--${kind}`, big ? 'x-button--big' : '', off ? 'x-button--off' : ''];
  return (
    <Tap id={id} className={classes.join(' ')} label={busy || label || children} disabled={off} onTap={onTap}>
      {icon && !busy ? <Icon name={icon} /> : null}
      <View>{busy || children}</View>
    </Tap>
  );
}
