import type { EvaluatedServiceView } from '#shared/evaluations/contract.js';
import { handsOf, servicePictures } from '#shared/evaluations/vocabulary.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { listEvaluatedServices, updateEvaluatedService } from '../api/evaluations.api.js';
import { Loaded } from '../ui/loaded.js';
import { rowMarks } from '../ui/row-marks.js';
import { useCommand } from '../ui/use-command.js';
import { ServiceForm } from './service-form.js';

const facts: TableColumnsType<EvaluatedServiceView> = [
  {
    title: '服务',
    render: (_, { name, picture }) => (
      <>
        <b>{name}</b>
        <div className="soft">
          {handsOf(picture) === null ? '可以按地点分开看' : '只看全园，不分班、不分人'}
        </div>
      </>
    ),
  },
  { title: '图', width: 110, render: (_, { picture }) => servicePictures[picture].words },
  { title: '评哪些方面', render: (_, { dimensions }) => dimensions.map(({ name }) => name).join('、') },
  {
    title: '扫哪里的码直接评它',
    render: (_, { category, places }) =>
      [category?.name, ...places.map(({ name }) => name)].filter(Boolean).join('、') || (
        <span className="soft">家长点图选</span>
      ),
  },
  {
    title: '状态',
    width: 96,
    render: (_, { active }) => (active ? <Tag color="success">在评</Tag> : <Tag>停用了</Tag>),
  },
];

/** What families are asked about. Nothing is deleted: figures keep what they are about. */
export function ServicesSection({ school }: { school: string }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<EvaluatedServiceView | 'new' | null>(null);
  const services = useQuery({
    queryKey: ['evaluated-services', school],
    queryFn: ({ signal }) => listEvaluatedServices(school, signal),
  });
  const reload = () => {
    void cache.invalidateQueries({ queryKey: ['evaluated-services', school] });
    void cache.invalidateQueries({ queryKey: ['evaluation-figures', school] });
  };
  const turn = useCommand(
    ({ token, active }: EvaluatedServiceView) => updateEvaluatedService(school, token, { active: !active }),
    reload,
  );
  const actions: TableColumnsType<EvaluatedServiceView>[number] = {
    title: '操作',
    width: 150,
    render: (_, service) => (
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <Button size="small" onClick={() => setEditing(service)} data-testid="service-edit">
          修改
        </Button>
        <Button
          size="small"
          danger={service.active}
          loading={turn.isPending && turn.variables?.token === service.token}
          onClick={() => turn.mutate(service, { onError: (error) => void message.error(error.message) })}
          data-testid="service-turn"
        >
          {service.active ? '停用' : '启用'}
        </Button>
      </div>
    ),
  };
  return (
    <>
      <Button
        type="primary"
        onClick={() => setEditing('new')}
        data-testid="service-add"
        style={{ alignSelf: 'flex-start' }}
      >
        加一项服务
      </Button>
      <Loaded query={services}>
        {({ items }) => (
          <div className="card table-card">
            <Table
              data-testid="service-table"
              rowKey="token"
              columns={[...facts, actions]}
              dataSource={items}
              pagination={false}
              scroll={{ x: 860 }}
              onRow={({ token }) => rowMarks('service-row', token)}
            />
          </div>
        )}
      </Loaded>
      {editing && (
        <ServiceForm
          key={editing === 'new' ? 'new' : editing.token}
          school={school}
          service={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onStored={(name) => {
            setEditing(null);
            reload();
            void message.success(`“${name}”存好了`);
          }}
        />
      )}
    </>
  );
}
