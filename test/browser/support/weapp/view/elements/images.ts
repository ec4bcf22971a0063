import { emit, type ElementKind } from '../nodes.js';

/** Where a picture's bytes come from: the phone's files and the bundle are served by the driver of the test. */
export function resourceUrl(source: string, element: Element): string {
  if (source === '' || /^(data:|https?:|blob:)/.test(source)) return source;
  if (source.startsWith('wxfile://')) return `/phone-file/${encodeURIComponent(source)}`;
  if (source.startsWith('/')) return `/package${source}`;
  const route = element.closest<HTMLElement>('.page-frame')?.dataset['route'] ?? '';
  return new URL(source, `http://base/package/${route}`).pathname;
}

const fits: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
  center: 'none',
};

const image: ElementKind = {
  create(element) {
    const picture = document.createElement('img');
    picture.alt = '';
    picture.addEventListener('load', () => {
      const mode = element.getAttribute('mode');
      const { naturalWidth: width, naturalHeight: height } = picture;
      if (mode === 'widthFix')
        element.style.height = `${(element.clientWidth * height) / Math.max(1, width)}px`;
      if (mode === 'heightFix')
        element.style.width = `${(element.clientHeight * width) / Math.max(1, height)}px`;
      emit(element, 'load', { width, height });
    });
    picture.addEventListener('error', () => emit(element, 'error', { errMsg: `GET ${picture.src} failed` }));
    element.append(picture);
    return null;
  },
  update(element, attributes, before) {
    const picture = element.querySelector('img');
    if (!picture) return;
    const mode = String(attributes['mode'] ?? 'scaleToFill');
    element.setAttribute('mode', mode);
    picture.style.objectFit = fits[mode] ?? 'fill';
    if (element.hasAttribute('aria-label') && !attributes['ariaRole']) element.setAttribute('role', 'img');
    if (attributes['src'] === before['src']) return;
    const source = String(attributes['src'] ?? '');
    // The page's folder is only known once the element is in the page.
    queueMicrotask(() => {
      if (source === '') picture.removeAttribute('src');
      else picture.src = resourceUrl(source, element);
    });
  },
};

export const imageKinds: Record<string, ElementKind> = { 'wx-image': image, 'wx-cover-image': image };
