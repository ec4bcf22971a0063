import { useEffect, type ReactNode } from 'react';

interface Props {
  title: string;
  /** Title of the browser tab, where `title` is somebody's words: browsers remember titles. */
  tab?: string;
  /** One plain sentence on what the page is for. */
  note?: ReactNode;
  children?: ReactNode;
}

/** Title of a page, with its main buttons on the right; also the title of the browser tab. */
export function PageHead({ title, tab = title, note, children }: Props) {
  useEffect(() => {
    document.title = `${tab} · 心桥`;
  }, [tab]);
  return (
    <header>
      <div className="page-head">
        <h1>{title}</h1>
        {children && <div className="row">{children}</div>}
      </div>
      {note && <p className="soft">{note}</p>}
    </header>
  );
}
