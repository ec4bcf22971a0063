import { Input, Textarea, View } from '@tarojs/components';
import { spoken } from '../platform/a11y.js';
import { Muted, Wrong } from './words.js';

interface FieldProps {
  id: string;
  /** What belongs here; read aloud, and shown while it is empty. */
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  wrong?: string | null;
}

/** A field for a few sentences. `limit` counts characters; how many are left is said when it gets close. `short`: one of several ways. */
export function TextArea({
  id,
  placeholder,
  value,
  onChange,
  wrong,
  limit,
  short = false,
}: FieldProps & { limit: number; short?: boolean }) {
  const left = limit - [...value].length;
  return (
    <View>
      <Textarea
        id={id}
        className={`x-field x-field--area${short ? ' x-field--short' : ''}${wrong ? ' x-field--wrong' : ''}`}
        value={value}
        maxlength={-1}
        autoHeight
        placeholder={placeholder}
        placeholderStyle="color:#67625a"
        onInput={(event) => onChange(event.detail.value)}
        {...spoken({ label: placeholder })}
      />
      {left < 100 ? <Muted>{left >= 0 ? `还能写 ${left} 个字` : `多了 ${-left} 个字`}</Muted> : null}
      <Wrong>{wrong}</Wrong>
    </View>
  );
}

/** A field for one line. */
export function LineField({ id, placeholder, value, onChange, wrong }: FieldProps) {
  return (
    <View>
      <Input
        id={id}
        className={`x-field x-field--line${wrong ? ' x-field--wrong' : ''}`}
        value={value}
        placeholder={placeholder}
        placeholderStyle="color:#67625a"
        onInput={(event) => onChange(event.detail.value)}
        {...spoken({ label: placeholder })}
      />
      <Wrong>{wrong}</Wrong>
    </View>
  );
}
