import { Drawing } from '../ui/drawings.js';

/** Says who can see this room and that every reading is recorded. */
export function ClosedRoomNote() {
  return (
    <section
      className="card row"
      style={{
        flexWrap: 'nowrap',
        alignItems: 'flex-start',
        background: 'var(--teal-soft)',
        borderColor: '#c9e1dd',
      }}
    >
      <span style={{ color: 'var(--teal)', flex: 'none' }}>
        <Drawing name="shield" size={40} />
      </span>
      <div>
        <b>这里只有安全保护专员和副专员看得到。</b>
        <p>每次打开都会记下来。发现或怀疑孩子受到伤害，请马上依法报告，不用等谁同意。</p>
      </div>
    </section>
  );
}
