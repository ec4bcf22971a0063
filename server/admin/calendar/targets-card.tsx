import type { ServiceTargetsView, WriteServiceTargets } from '#shared/issues/clock-contract.js';
import { Button, Form, Select } from 'antd';
import { writeServiceTargets } from '../api/clocks.api.js';
import { choices, useCategories } from '../school/school-lists.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { durationWords } from './hours.js';
import { TargetFields } from './target-fields.js';
import { hoursOf, targetsOf, type TargetValues } from './target-values.js';

interface Props {
  school: string;
  targets: ServiceTargetsView;
  /** Minutes of a day of work. */
  day: number;
  onSaved: (targets: ServiceTargetsView) => void;
}

/** By when an issue should be answered and done: for all categories, and for some of their own. */
export function TargetsCard({ school, targets, day, onSaved }: Props) {
  const [form] = Form.useForm<TargetValues>();
  const categories = useCategories(school).data?.items ?? [];
  const command = useCommand((body: WriteServiceTargets) => writeServiceTargets(school, body), onSaved);
  const own = Form.useWatch('categories', form) ?? [];
  const free = categories.filter(
    ({ token, active }) => active && !own.some((one) => one?.category === token),
  );
  return (
    <section className="card" aria-label="时限">
      <h2>多久要办好</h2>
      <p className="soft" style={{ marginBottom: 12 }}>
        只算上班时间{day > 0 && `，一个工作日算 ${durationWords(day, 0)}`}。
      </p>
      <Form
        form={form}
        name="targets"
        requiredMark={false}
        initialValues={hoursOf(targets)}
        onFinish={(values: TargetValues) =>
          command.mutate(targetsOf(values), { onError: (error) => showFieldErrors(form, error) })
        }
      >
        <TargetFields path={['fallback']} title="一般的事" testId="target-fallback" />
        <Form.List name="categories">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => {
                const category = categories.find(({ token }) => token === own[name]?.category);
                return (
                  <TargetFields
                    key={key}
                    path={[name]}
                    title={category?.name ?? ''}
                    testId="target-category"
                    onRemove={() => remove(name)}
                  />
                );
              })}
              <div style={{ marginBottom: 16 }}>
                <Select
                  style={{ width: 240 }}
                  placeholder="给一个类别单独定时限"
                  aria-label="给一个类别单独定时限"
                  value={null}
                  options={choices(free)}
                  onChange={(category: string | null) =>
                    category !== null && add({ category, responseMinutes: 4, resolutionMinutes: 22.5 })
                  }
                  data-testid="target-add"
                />
              </div>
            </>
          )}
        </Form.List>
        <ProblemNote error={command.error} />
        <Button type="primary" htmlType="submit" loading={command.isPending} data-testid="targets-submit">
          存下
        </Button>
      </Form>
    </section>
  );
}
