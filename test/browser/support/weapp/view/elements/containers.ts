import { emit, isOn, listens, recordOf, type ElementKind } from '../nodes.js';

const near = { top: 50, bottom: 50 };

const scrollView: ElementKind = {
  create(element) {
    let atBottom = false;
    let atTop = true;
    let last = { left: 0, top: 0 };
    element.addEventListener('scroll', () => {
      const attributes = recordOf(element)?.attributes ?? {};
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
      if (listens(element, 'scroll')) {
        const delta = { deltaX: last.left - scrollLeft, deltaY: last.top - scrollTop };
        emit(element, 'scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, ...delta });
      }
      last = { left: scrollLeft, top: scrollTop };
      const lower = Number(attributes['lowerThreshold'] ?? near.bottom);
      const upper = Number(attributes['upperThreshold'] ?? near.top);
      const sideways = isOn(attributes['scrollX']) && !isOn(attributes['scrollY']);
      const rest = sideways
        ? scrollWidth - clientWidth - scrollLeft
        : scrollHeight - clientHeight - scrollTop;
      const start = sideways ? scrollLeft : scrollTop;
      if (rest <= lower && !atBottom)
        emit(element, 'scrolltolower', { direction: sideways ? 'right' : 'bottom' });
      if (start <= upper && !atTop) emit(element, 'scrolltoupper', { direction: sideways ? 'left' : 'top' });
      atBottom = rest <= lower;
      atTop = start <= upper;
    });
    return element;
  },
  update(element, attributes, before) {
    element.style.overflowX = isOn(attributes['scrollX']) ? 'auto' : 'hidden';
    element.style.overflowY = isOn(attributes['scrollY']) ? 'auto' : 'hidden';
    queueMicrotask(() => {
      const { scrollTop, scrollLeft, scrollIntoView } = attributes;
      if (scrollTop !== before['scrollTop'] && scrollTop !== undefined && scrollTop !== '')
        element.scrollTop = Number(scrollTop);
      if (scrollLeft !== before['scrollLeft'] && scrollLeft !== undefined && scrollLeft !== '')
        element.scrollLeft = Number(scrollLeft);
      if (scrollIntoView && scrollIntoView !== before['scrollIntoView']) {
        element.querySelector(`#${CSS.escape(String(scrollIntoView))}`)?.scrollIntoView({ block: 'start' });
      }
    });
  },
};

const shownOf = (swiper: HTMLElement): number => Number(swiper.dataset['current'] ?? 0);

function showSlide(swiper: HTMLElement, index: number): void {
  swiper.dataset['current'] = String(index);
  const track = swiper.querySelector<HTMLElement>(':scope > .track');
  const dots = swiper.querySelector<HTMLElement>(':scope > .dots');
  const attributes = recordOf(swiper)?.attributes ?? {};
  if (!track || !dots) return;
  const axis = isOn(attributes['vertical']) ? 'Y' : 'X';
  track.style.flexDirection = axis === 'Y' ? 'column' : 'row';
  track.style.transform = `translate${axis}(${-100 * index}%)`;
  dots.hidden = !isOn(attributes['indicatorDots']);
  dots.replaceChildren(
    ...[...track.children].map((_, at) => {
      const dot = document.createElement('i');
      const color = at === index ? attributes['indicatorActiveColor'] : attributes['indicatorColor'];
      dot.style.background = String(color ?? '');
      return dot;
    }),
  );
}

/** Moves a swiper by one slide after a swipe of the finger. */
export function swipe(swiper: HTMLElement, steps: 1 | -1): void {
  const count = swiper.querySelector(':scope > .track')?.children.length ?? 0;
  const circular = isOn(recordOf(swiper)?.attributes['circular']);
  const wanted = shownOf(swiper) + steps;
  const index = circular ? (wanted + count) % count : Math.max(0, Math.min(count - 1, wanted));
  if (index === shownOf(swiper)) return;
  showSlide(swiper, index);
  emit(swiper, 'change', { current: index, currentItemId: '', source: 'touch' });
  emit(swiper, 'animationfinish', { current: index, currentItemId: '', source: 'touch' });
}

const swiper: ElementKind = {
  create(element) {
    const track = document.createElement('div');
    track.className = 'track';
    const dots = document.createElement('div');
    dots.className = 'dots';
    element.append(track, dots);
    return track;
  },
  update(element, attributes, before) {
    const current =
      attributes['current'] === before['current'] ? shownOf(element) : Number(attributes['current'] ?? 0);
    queueMicrotask(() => showSlide(element, current));
  },
};

const progress: ElementKind = {
  create(element) {
    const bar = document.createElement('div');
    bar.className = 'bar';
    bar.append(document.createElement('i'));
    element.append(bar);
    return null;
  },
  update(element, attributes) {
    const filled = element.querySelector<HTMLElement>('.bar i');
    if (!filled) return;
    filled.style.width = `${Number(attributes['percent'] ?? 0)}%`;
    filled.style.background = String(attributes['activeColor'] || '#09bb07');
    element.setAttribute('role', 'progressbar');
  },
};

const richText: ElementKind = {
  create: () => null,
  update(element, attributes, before) {
    if (attributes['nodes'] !== before['nodes'] && typeof attributes['nodes'] === 'string') {
      element.innerHTML = attributes['nodes'];
    }
  },
};

export const containerKinds: Record<string, ElementKind> = {
  'wx-scroll-view': scrollView,
  'wx-swiper': swiper,
  'wx-progress': progress,
  'wx-rich-text': richText,
};
