import { Input, Select } from 'antd';
import { PersonSelect } from '../people/person-select.js';
import { choices, useCategories, useClassrooms, usePlaces } from '../school/school-lists.js';
import type { ListParams } from '../ui/use-list-params.js';
import { attentionChoices } from './attention-words.js';
import { stateChoices } from './state-faces.js';

interface Props {
  list: ListParams;
  school: string;
}

/** Filters of the board; each takes effect at once. */
export function BoardFilters({ list, school }: Props) {
  const categories = useCategories(school);
  const places = usePlaces(school);
  const classrooms = useClassrooms(school);
  const pickers = [
    { name: 'attention', label: '要看的', options: attentionChoices, loading: false },
    { name: 'state', label: '状态', options: stateChoices, loading: false },
    {
      name: 'category',
      label: '类别',
      options: choices(categories.data?.items),
      loading: categories.isLoading,
    },
    { name: 'place', label: '地点', options: choices(places.data?.items), loading: places.isLoading },
    {
      name: 'classroom',
      label: '班级',
      options: choices(classrooms.data?.items),
      loading: classrooms.isLoading,
    },
  ];
  return (
    <section className="filters" aria-label="筛选">
      {pickers.map(({ name, label, options, loading }) => (
        <Select
          key={name}
          id={`filter-${name}`}
          data-testid={`filter-${name}`}
          aria-label={label}
          placeholder={label}
          value={list.get(name)}
          onChange={(value: string | undefined) => list.set({ [name]: value })}
          options={options}
          loading={loading}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
        />
      ))}
      <PersonSelect
        id="filter-assignee"
        testId="filter-assignee"
        school={school}
        placeholder="谁在办"
        allowClear
        value={list.get('assignee')}
        onChange={(assignee) => list.set({ assignee })}
      />
      <Input.Search
        id="filter-q"
        data-testid="filter-q"
        className="filter-words"
        aria-label="搜索"
        placeholder="找几个字"
        defaultValue={list.get('q')}
        // The box is its own master while somebody types; clearing all filters empties it by making it anew.
        key={list.get('q') ?? ''}
        onSearch={(words) => list.set({ q: words.trim() || undefined })}
        enterButton="搜索"
        maxLength={50}
        allowClear
      />
    </section>
  );
}
