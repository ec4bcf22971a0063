import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { spoken } from '../platform/a11y.js';
import { useDialogFocus } from '../platform/dialog-focus.js';
import { Icon } from './icon.js';
import { Tap } from './tap.js';

interface SheetProps {
  id: string;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A sheet that comes up from below; render it only while it is open. */
export function Sheet({ id, title, onClose, children }: SheetProps) {
  useDialogFocus(id, onClose);
  return (
    <View id={id} className="x-sheet" {...spoken({ role: 'dialog', label: title })}>
      <View className="x-sheet__shade" onClick={onClose} {...spoken({ hidden: true })} />
      <View className="x-sheet__panel">
        <View className="x-sheet__top">
          <Text className="x-title" {...spoken({ role: 'heading' })}>
            {title}
          </Text>
          <Tap id={`${id}-close`} className="x-sheet__close" label="关上" onTap={onClose}>
            <Icon name="cross" size="s" />
            <Text>关上</Text>
          </Tap>
        </View>
        {children}
      </View>
    </View>
  );
}

interface PickerSheetProps {
  id: string;
  title: string;
  items: { value: string; words: string }[];
  value: string | null;
  onPick: (value: string) => void;
  onClose: () => void;
}

/** One of a list. Each row is `<id>-<value>`. */
export function PickerSheet({ id, title, items, value, onPick, onClose }: PickerSheetProps) {
  return (
    <Sheet id={id} title={title} onClose={onClose}>
      <View {...spoken({ role: 'radiogroup', label: title })}>
        {items.map((item) => (
          <Tap
            key={item.value}
            id={`${id}-${item.value}`}
            role="radio"
            checked={item.value === value}
            label={item.words}
            className="x-line"
            onTap={() => onPick(item.value)}
          >
            <Text className={item.value === value ? 'x-grow x-strong' : 'x-grow'}>{item.words}</Text>
            {item.value === value ? <Icon name="ok" /> : null}
          </Tap>
        ))}
      </View>
    </Sheet>
  );
}
