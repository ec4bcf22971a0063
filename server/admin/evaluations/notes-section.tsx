import type { EvaluationNote, ServiceFigures, WriteEvaluationNote } from '#shared/evaluations/contract.js';
import { evaluationLimits } from '#shared/evaluations/vocabulary.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { listEvaluationNotes, writeEvaluationNote } from '../api/evaluations.api.js';
import { EmptyFace } from '../ui/faces.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { monthLabel } from './trend-options.js';

interface Props {
  school: string;
  figures: readonly ServiceFigures[];
  /** The month of today. */
  month: string;
}

function Published({ note }: { note: EvaluationNote }) {
  return (
    <section className="card stack" data-testid="evaluation-note" data-month={note.month}>
      <div className="row">
        <h2>{monthLabel(note.month)}</h2>
        <span className="soft">
          {note.services
            .map(({ name, mean, count }) => `${name} ${mean.toFixed(1)}（${count} 家）`)
            .join(' · ')}
        </span>
      </div>
      <p className="words">
        <b>您说：</b>
        {note.said}
      </p>
      <p className="words">
        <b>我们做：</b>
        {note.done}
      </p>
    </section>
  );
}

/** 您说，我们做: what families are told about a month, with its figures beside it. */
export function NotesSection({ school, figures, month }: Props) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<WriteEvaluationNote>();
  const months = [...new Set(figures.flatMap((one) => one.months.map((counted) => counted.month)))]
    .sort()
    .reverse();
  const notes = useQuery({
    queryKey: ['evaluation-notes', school],
    queryFn: ({ signal }) => listEvaluationNotes(school, signal),
  });
  const command = useCommand(
    (body: WriteEvaluationNote) => writeEvaluationNote(school, body),
    () => {
      form.resetFields(['said', 'done']);
      void cache.invalidateQueries({ queryKey: ['evaluation-notes', school] });
      void message.success('家长现在可以看到了');
    },
  );
  if (months.length === 0) return <EmptyFace title="还没有可以说的" text="凑够五家评价以后，再来写小结。" />;
  return (
    <>
      <section className="card" aria-label="写小结">
        <Form
          form={form}
          name="note"
          layout="vertical"
          requiredMark={false}
          initialValues={{ month: months.includes(month) ? month : months[0] }}
          onFinish={(values) => command.mutate(values, { onError: (error) => showFieldErrors(form, error) })}
        >
          <Form.Item name="month" label="哪个月" extra="同一个月再写一次，就换掉原来的。">
            <Select
              options={months.map((value) => ({ value, label: monthLabel(value) }))}
              style={{ maxWidth: 200 }}
            />
          </Form.Item>
          <Form.Item name="said" label="您说：家长说了什么" rules={[{ required: true, message: '请写一句' }]}>
            <Input.TextArea
              rows={2}
              maxLength={evaluationLimits.note}
              placeholder="比如：不少家长说汤端上来就凉了"
              data-testid="note-said"
            />
          </Form.Item>
          <Form.Item name="done" label="我们做：改了什么" rules={[{ required: true, message: '请写一句' }]}>
            <Input.TextArea
              rows={2}
              maxLength={evaluationLimits.note}
              placeholder="比如：换了保温桶，汤最后盛"
              data-testid="note-done"
            />
          </Form.Item>
          <ProblemNote error={command.error} />
          <Button type="primary" htmlType="submit" loading={command.isPending} data-testid="note-publish">
            告诉家长
          </Button>
        </Form>
      </section>
      <Loaded query={notes}>
        {({ items }) => (
          <>
            {items.map((note) => (
              <Published key={note.month} note={note} />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}
