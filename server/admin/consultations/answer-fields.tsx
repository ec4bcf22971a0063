import { answerLimits, consultationTopics } from '#shared/consultations/vocabulary.js';
import { Form, Input, Radio, Select } from 'antd';
import { choices, useCategories, usePlaces } from '../school/school-lists.js';

const topics = Object.entries(consultationTopics).map(([value, label]) => ({ value, label }));

/** What an answer is: the question, the plain words, its picture, and by what else it is found. */
export function AnswerFields({ school }: { school: string }) {
  const places = choices(usePlaces(school).data?.items);
  const categories = choices(useCategories(school).data?.items.filter(({ active }) => active));
  return (
    <>
      <Form.Item name="question" label="问题" rules={[{ required: true, message: '请写家长会怎么问' }]}>
        <Input
          maxLength={answerLimits.question}
          placeholder="比如：下午几点接孩子？"
          data-testid="answer-question"
        />
      </Form.Item>
      <Form.Item
        name="text"
        label="回答"
        extra="像当面说话一样写，不写名字。要念给奶奶听，短一点好。"
        rules={[{ required: true, message: '请写回答' }]}
      >
        <Input.TextArea
          rows={6}
          maxLength={answerLimits.text}
          showCount
          data-testid="answer-text"
          placeholder="比如：下午四点半到五点，在大门口接。"
        />
      </Form.Item>
      <Form.Item name="topic" label="图" rules={[{ required: true, message: '请选一张图' }]}>
        <Radio.Group
          options={topics}
          optionType="button"
          data-testid="answer-topic"
          className="answer-topics"
        />
      </Form.Item>
      <Form.Item
        name="keywords"
        label="别的问法"
        extra="家长还会怎么问？写一句按一下回车，最多 12 句。写得越多，越容易找到。"
      >
        <Select mode="tags" open={false} suffixIcon={null} data-testid="answer-keywords" />
      </Form.Item>
      <Form.Item name="place" label="地点" extra="贴在这里的码，先给出这一条。">
        <Select allowClear placeholder="哪里都一样" options={places} data-testid="answer-place" />
      </Form.Item>
      <Form.Item name="category" label="类别">
        <Select allowClear placeholder="不归类" options={categories} data-testid="answer-category" />
      </Form.Item>
      <Form.Item name="reviewBy" label="到哪天要再看一遍" extra="收费、时间这些会变的，填上日子。">
        <Input type="date" data-testid="answer-review" />
      </Form.Item>
    </>
  );
}
