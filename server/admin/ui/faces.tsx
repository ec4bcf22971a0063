import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/api-error.js';
import { Drawing, type DrawingName } from './drawings.js';
import './faces.css';

interface FaceProps {
  drawing: DrawingName;
  title: string;
  text?: string | undefined;
  /** The title is that of the whole page. */
  heads?: boolean;
  children?: ReactNode;
}

/** A drawing, a sentence, and what can be done: the shape of every empty, error and offline state. */
export function Face({ drawing, title, text, heads = false, children }: FaceProps) {
  const Title = heads ? 'h1' : 'b';
  return (
    <div className="face">
      <Drawing name={drawing} size={64} />
      <Title>{title}</Title>
      {text && <p className="soft">{text}</p>}
      {children}
    </div>
  );
}

/** Nothing has arrived yet. */
export function LoadingFace({ rows = 6 }: { rows?: number }) {
  return (
    <div className="card" role="status" aria-label="正在打开" data-testid="face-loading">
      {/* Its title is a heading without words. */}
      <div aria-hidden="true">
        <Skeleton active title={{ width: '40%' }} paragraph={{ rows }} />
      </div>
    </div>
  );
}

/** The list is there and holds nothing. */
export function EmptyFace({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="card" data-testid="face-empty">
      <Face drawing="empty" title={title} text={text}>
        {children}
      </Face>
    </div>
  );
}

/** Something went wrong: without network, not there (or not for this person), or a fault of the server. */
export function ErrorFace({ error, retry }: { error: ApiError; retry: () => void }) {
  const offline = error.code === 'offline';
  const gone = error.code === 'not_found';
  return (
    <div
      className="card"
      role="alert"
      data-testid={offline ? 'face-offline' : gone ? 'not-found' : 'face-error'}
      data-code={error.code}
    >
      <Face
        drawing={offline ? 'offline' : gone ? 'lost' : 'broken'}
        title={offline ? '没有网络' : gone ? '找不到' : '没有打开'}
        text={offline ? '现在连不上学校的服务器。网络好了再试。' : error.message}
      >
        {!gone && (
          <Button onClick={retry} data-testid="retry">
            再试一次
          </Button>
        )}
      </Face>
    </div>
  );
}
