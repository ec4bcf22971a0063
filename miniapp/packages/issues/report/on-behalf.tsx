import { View } from '@tarojs/components';
import { useState } from 'react';
import { relations } from '#shared/people/vocabulary.js';
import { useGuardiansToFileFor } from '../../../api/issues.js';
import { PickRow } from '../../../ui/pick-row.js';
import { PickerSheet, Sheet } from '../../../ui/sheet.js';
import { QueryView } from '../../../ui/query-view.js';
import { Muted } from '../../../ui/words.js';
import type { ReportDraft } from './report-draft.js';

const nobody = 'nobody';

interface OnBehalfProps {
  school: string | null;
  chosen: ReportDraft['onBehalfOf'];
  onChange: (chosen: ReportDraft['onBehalfOf']) => void;
}

/** For staff: whom this is written down for. It is hers then, and the verdict too. */
export function OnBehalf({ school, chosen, onChange }: OnBehalfProps) {
  const [open, setOpen] = useState(false);
  const query = useGuardiansToFileFor(school, open);
  const close = () => setOpen(false);
  return (
    <View>
      <View className="x-card" style={{ padding: '2px 16px' }}>
        <PickRow
          id="on-behalf"
          icon="people"
          name="替别人说"
          value={chosen?.name ?? null}
          empty="是我自己的事"
          onTap={() => setOpen(true)}
        />
      </View>
      {chosen ? (
        <Muted>{`这件事算${chosen.name}的：进展告诉${chosen.name}，办没办好也由${chosen.name}说。`}</Muted>
      ) : null}
      {open && query.data ? (
        <PickerSheet
          id="on-behalf-picker"
          title="替谁说？"
          items={[
            ...query.data.items.map(({ token, name, children }) => ({
              value: token,
              words: [
                name,
                ...children.map((child) => `${child.givenName}的${relations[child.relation]}`),
              ].join(' · '),
            })),
            { value: nobody, words: '是我自己的事' },
          ]}
          value={chosen?.token ?? nobody}
          onPick={(token) => {
            const guardian = query.data.items.find((one) => one.token === token);
            onChange(guardian ? { token, name: guardian.name } : null);
            close();
          }}
          onClose={close}
        />
      ) : null}
      {open && !query.data ? (
        <Sheet id="on-behalf-picker" title="替谁说？" onClose={close}>
          <QueryView query={query}>{() => null}</QueryView>
        </Sheet>
      ) : null}
    </View>
  );
}
