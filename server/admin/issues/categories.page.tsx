import type { CategoryView } from '#shared/issues/contract.js';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { createCategory, updateCategory } from '../api/categories.api.js';
import { schoolLists, useCategories } from '../school/school-lists.js';
import { useSchoolToken } from '../session/session-context.js';
import { AddByName } from '../ui/add-by-name.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { rowMarks } from '../ui/row-marks.js';
import { useCommand } from '../ui/use-command.js';
import { RenameModal } from './rename-modal.js';

/** 类别: what kinds of issues the school tells apart. Nothing is deleted: old issues keep their category. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [renaming, setRenaming] = useState<CategoryView | null>(null);
  const categories = useCategories(school);
  const reload = () => cache.invalidateQueries({ queryKey: schoolLists.categories(school) });
  const turn = useCommand(
    (category: CategoryView) => updateCategory(school, category.token, { active: !category.active }),
    () => void reload(),
  );

  return (
    <div className="stack" style={{ maxWidth: 820 }}>
      <PageHead title="类别" note="家长说的事分成哪几类。停用的类别不再分新的事，旧的事不变。" />
      <AddByName
        thing="类别"
        placeholder="比如：操场和玩具"
        maxLength={20}
        testId="category"
        add={(name, key) => createCategory(school, { name }, key)}
        onAdded={() => void reload()}
      />
      <Loaded query={categories}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace title="还没有类别" text="先在上面加一个。" />
          ) : (
            <div className="card table-card">
              <Table
                data-testid="category-table"
                rowKey="token"
                dataSource={items}
                pagination={false}
                onRow={({ token }) => rowMarks('category-row', token)}
                columns={[
                  { title: '名字', dataIndex: 'name' },
                  {
                    title: '状态',
                    width: 96,
                    render: (_, { active }) => (active ? <Tag color="success">在用</Tag> : <Tag>停用了</Tag>),
                  },
                  {
                    title: '操作',
                    width: 150,
                    render: (_, category) => (
                      <div className="row" style={{ flexWrap: 'nowrap' }}>
                        <Button
                          size="small"
                          onClick={() => setRenaming(category)}
                          data-testid="category-rename"
                        >
                          改名
                        </Button>
                        <Button
                          size="small"
                          danger={category.active}
                          loading={turn.isPending && turn.variables?.token === category.token}
                          onClick={() =>
                            turn.mutate(category, { onError: (error) => void message.error(error.message) })
                          }
                          data-testid="category-turn"
                        >
                          {category.active ? '停用' : '启用'}
                        </Button>
                      </div>
                    ),
                  },
                ]}
              />
            </div>
          )
        }
      </Loaded>
      {renaming && (
        <RenameModal
          category={renaming}
          rename={(name) => updateCategory(school, renaming.token, { name })}
          onClose={() => setRenaming(null)}
          onRenamed={() => {
            setRenaming(null);
            void reload();
          }}
        />
      )}
    </div>
  );
}
