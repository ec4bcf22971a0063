import { closeOverlay, onTap, openOverlay } from './overlays.js';

/** What a picker offers: its columns for a present choice, where it starts, and what a choice means as a value. */
export interface PickerColumns<T> {
  columns(chosen: number[]): string[][];
  start: number[];
  value(chosen: number[]): T;
}

/** Draws the sheet with wheels that WeChat slides in from below; here every line can be tapped. */
export function openPickerSheet<T>(
  picker: PickerColumns<T>,
  listeners: {
    title: string;
    confirm(value: T): void;
    cancel(): void;
    columnChange(column: number, value: number): void;
  },
): void {
  const chosen = [...picker.start];
  const sheet = document.createElement('div');
  sheet.className = 'picker-sheet';
  sheet.setAttribute('role', 'dialog');
  const wheels = document.createElement('div');
  wheels.className = 'wheels';
  const head = document.createElement('div');
  head.className = 'head';
  const button = (className: string, text: string, run: () => void): HTMLElement => {
    const made = document.createElement('div');
    made.className = className;
    made.setAttribute('role', 'button');
    made.textContent = text;
    onTap(made, () => {
      closeOverlay(sheet);
      run();
    });
    return made;
  };
  const title = document.createElement('span');
  title.textContent = listeners.title;
  head.append(
    button('cancel', '取消', () => listeners.cancel()),
    title,
    button('confirm', '确定', () => listeners.confirm(picker.value(chosen))),
  );
  const draw = (): void => {
    const columns = picker.columns(chosen);
    wheels.replaceChildren(
      ...columns.map((options, column) => {
        chosen[column] = Math.min(chosen[column] ?? 0, Math.max(0, options.length - 1));
        const wheel = document.createElement('div');
        wheel.className = 'wheel';
        wheel.setAttribute('role', 'listbox');
        wheel.append(
          ...options.map((text, index) => {
            const line = document.createElement('div');
            line.className = 'option';
            line.setAttribute('role', 'option');
            line.setAttribute('aria-selected', String(index === chosen[column]));
            line.textContent = text;
            onTap(line, () => {
              if (chosen[column] === index) return;
              chosen[column] = index;
              listeners.columnChange(column, index);
              draw();
            });
            return line;
          }),
        );
        return wheel;
      }),
    );
    for (const line of wheels.querySelectorAll('[aria-selected=true]'))
      line.scrollIntoView({ block: 'center' });
  };
  sheet.append(head, wheels);
  sheet.addEventListener('weapp:redraw', draw);
  openOverlay(sheet);
  draw();
}
