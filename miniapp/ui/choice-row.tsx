import { View } from '@tarojs/components';
import { useState } from 'react';
import type { IconName } from './icon.js';
import { PickRow } from './pick-row.js';
import { PickerSheet } from './sheet.js';

interface ChoiceRowProps {
  /** Of the row; the sheet is `<id>-picker`. */
  id: string;
  icon: IconName;
  name: string;
  /** Title of the sheet. */
  title: string;
  items: { value: string; words: string }[];
  /** One of the items' values; null: none of them. */
  value: string | null;
  /** Shown where no item is chosen but something is known. */
  known?: string | null;
  empty: string;
  onPick: (value: string) => void;
}

/** A row that shows a choice, with the sheet in which it is made. */
export function ChoiceRow({ id, icon, name, title, items, value, known, empty, onPick }: ChoiceRowProps) {
  const [open, setOpen] = useState(false);
  const chosen = items.find((one) => one.value === value)?.words ?? known ?? null;
  return (
    <View className="x-rows__row">
      <PickRow id={id} icon={icon} name={name} value={chosen} empty={empty} onTap={() => setOpen(true)} />
      {open ? (
        <PickerSheet
          id={`${id}-picker`}
          title={title}
          items={items}
          value={value}
          onPick={(picked) => {
            setOpen(false);
            onPick(picked);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </View>
  );
}
