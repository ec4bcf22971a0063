import type { CreateSavedFilter } from '#shared/issues/insight.js';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { createSavedFilter } from '../api/insight.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

type Body = z.input<typeof CreateSavedFilter>;

interface Props {
  school: string;
  query: Readonly<Record<string, string | undefined>>;
  open: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Asks for the name under which the present filters are kept. */
export function SaveFilter({ school, query, open, onClose, onSaved }: Props) {
  const [name, setName] = useState('');
  const command = useCommand(
    (body: Body, key) => createSavedFilter(school, body, key),
    () => {
      setName('');
      onSaved();
      onClose();
    },
  );
  const isNamed = name.trim() !== '';
  const save = () => isNamed && command.mutate({ name, query });
  return (
    <Modal
      title="存下这组条件"
      open={open}
      onCancel={onClose}
      okText="存下"
      cancelText="不存"
      onOk={save}
      confirmLoading={command.isPending}
      okButtonProps={{ disabled: !isNamed, 'data-testid': 'save-filter-submit' }}
      destroyOnHidden
    >
      <div className="stack" style={{ gap: 10 }}>
        <p className="soft">起个名字，以后点一下就能看到。只有您自己看得到。</p>
        <Input
          id="save-filter-name"
          data-testid="save-filter-name"
          aria-label="名字"
          placeholder="比如：晚了的饭菜"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
          maxLength={20}
          autoFocus
        />
        <ProblemNote error={command.error} />
      </div>
    </Modal>
  );
}
