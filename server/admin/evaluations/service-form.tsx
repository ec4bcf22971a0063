import type { CreateEvaluatedService, EvaluatedServiceView } from '#shared/evaluations/contract.js';
import { evaluationLimits, servicePictures } from '#shared/evaluations/vocabulary.js';
import { Form, Input, Select } from 'antd';
import { createEvaluatedService, updateEvaluatedService } from '../api/evaluations.api.js';
import { choices, useCategories, usePlaces } from '../school/school-lists.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { DrawerInFront } from '../ui/in-front.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  school: string;
  /** null: a new one. */
  service: EvaluatedServiceView | null;
  onClose: () => void;
  onStored: (name: string) => void;
}

const pictures = Object.entries(servicePictures).map(([value, { words }]) => ({ value, label: words }));

/** A service with its picture, its one to four dimensions, and which codes open with it. */
export function ServiceForm({ school, service, onClose, onStored }: Props) {
  const [form] = Form.useForm<CreateEvaluatedService>();
  const command = useCommand(
    (body: CreateEvaluatedService, key) =>
      service
        ? updateEvaluatedService(school, service.token, body)
        : createEvaluatedService(school, body, key),
    ({ name }) => onStored(name),
  );
  const categories = choices(useCategories(school).data?.items.filter(({ active }) => active));
  const places = choices(usePlaces(school).data?.items);
  return (
    <DrawerInFront
      title={service ? `修改“${service.name}”` : '加一项服务'}
      onClose={onClose}
      size={480}
      data-testid="service-panel"
    >
      <Form
        form={form}
        name="service"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: service?.name,
          picture: service?.picture ?? 'other',
          dimensions: service?.dimensions.map(({ name }) => name) ?? [],
          category: service?.category?.token ?? null,
          places: service?.places.map(({ token }) => token) ?? [],
        }}
        onFinish={({ category, ...values }) =>
          command.mutate(
            { ...values, category: category ?? null },
            { onError: (error) => showFieldErrors(form, error) },
          )
        }
      >
        <Form.Item
          name="name"
          label="名字"
          extra="写一件事，不写人，也不写班。"
          rules={[{ required: true, message: '请写名字' }]}
        >
          <Input
            maxLength={evaluationLimits.serviceName}
            placeholder="比如：午睡"
            data-testid="service-name"
          />
        </Form.Item>
        <Form.Item name="picture" label="图" extra="家长看图选。和人打交道的服务只看全园的分。">
          <Select options={pictures} data-testid="service-picture" />
        </Form.Item>
        <Form.Item
          name="dimensions"
          label={`评哪些方面（1 到 ${evaluationLimits.dimensions} 个）`}
          extra="写完一个按回车。换了名字的方面从头算起，没凑够五家的答卷会作废。"
          rules={[{ required: true, message: '至少写一个方面' }]}
        >
          <Select
            mode="tags"
            maxCount={evaluationLimits.dimensions}
            open={false}
            suffixIcon={null}
            data-testid="service-dimensions"
          />
        </Form.Item>
        <Form.Item
          name="category"
          label="类别"
          extra="挂了这个类别的评价码，扫开就评它；家长要说的事也归到这一类。"
        >
          <Select allowClear options={categories} data-testid="service-category" />
        </Form.Item>
        <Form.Item name="places" label="地点" extra="挂在这些地方的评价码，扫开就评它。">
          <Select
            mode="multiple"
            options={places}
            showSearch={{ optionFilterProp: 'label' }}
            data-testid="service-places"
          />
        </Form.Item>
        <FormEnd command={command} testId="service-submit" />
      </Form>
    </DrawerInFront>
  );
}
