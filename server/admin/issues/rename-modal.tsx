import type { CategoryView } from '#shared/issues/contract.js';
import { Input } from 'antd';
import { useState } from 'react';
import { ModalInFront } from '../ui/in-front.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  category: CategoryView;
  rename: (name: string) => Promise<CategoryView>;
  onClose: () => void;
  onRenamed: () => void;
}

/** Gives a category another name; its issues stay in it. */
export function RenameModal({ category, rename, onClose, onRenamed }: Props) {
  const [name, setName] = useState(category.name);
  const command = useCommand(rename, onRenamed);
  return (
    <ModalInFront
      title="改类别的名字"
      okText="存下"
      onOk={() => command.mutate(name.trim())}
      onCancel={onClose}
      confirmLoading={command.isPending}
      okButtonProps={{ disabled: name.trim() === '', 'data-testid': 'category-rename-submit' }}
    >
      <div className="stack" style={{ gap: 12 }}>
        <Input
          id="category-rename-name"
          data-testid="category-rename-name"
          aria-label="新名字"
          value={name}
          maxLength={20}
          onChange={(event) => setName(event.target.value)}
        />
        <ProblemNote error={command.error} />
      </div>
    </ModalInFront>
  );
}
