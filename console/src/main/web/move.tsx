import { useState } from 'preact/hooks';
import { json, type Problem } from './api';
import { texts } from './texts';
import { asProblem, Dialog, dropPictures, Field, Trouble, Waiting } from './ui';

const t = texts.subject;

export interface Place { gallery: string; subject: string; face?: string }

/** Asks where a subject, or one of its faces, goes, and says how many went. */
export function Move({ from, path, close, done }: {
  from: Place; path: string; close: () => void; done: (to: Place) => void;
}) {
  const [to, setTo] = useState(from);
  const [state, setState] = useState<{ working?: boolean; moved?: number; problem?: Problem }>({});
  const parts: (keyof Place)[] = from.face === undefined ? ['gallery', 'subject'] : ['gallery', 'subject', 'face'];
  const labels = { gallery: t.newGallery, subject: t.newSubject, face: t.face };
  const same = parts.every((part) => to[part] === from[part]);
  const whole = parts.every((part) => to[part]?.trim() !== '');
  const move = () => {
    setState({ working: true });
    json<{ count: number }>('POST', path, to).then(
      (moved) => { dropPictures(); setState({ moved: moved.count }); },
      (failure: unknown) => setState({ problem: asProblem(failure) }),
    );
  };
  if (state.moved !== undefined) {
    return (
      <Dialog title={t.move} close={() => done(to)}>
        <p role="status"><strong>{t.moved(state.moved)}</strong></p>
        <footer><button type="button" class="primary" onClick={() => done(to)}>{texts.close}</button></footer>
      </Dialog>
    );
  }
  return (
    <Dialog title={t.moveTitle(parts.map((part) => from[part]).join('/'))} close={close}>
      <form onSubmit={(e) => { e.preventDefault(); if (!same && whole) move(); }}>
        <p>{t.moveWhy}</p>
        {parts.map((part) => (
          <Field key={part} label={labels[part]}>
            <input type="text" autocomplete="off" spellcheck={false} value={to[part]} onInput={(e) => setTo({ ...to, [part]: e.currentTarget.value })} />
          </Field>
        ))}
        {state.working && <Waiting text={t.moving} />}
        {state.problem && <Trouble problem={state.problem} />}
        <footer>
          <button type="button" onClick={close}>{texts.cancel}</button>
          <button type="submit" class="primary" disabled={state.working || same || !whole}>{t.move}</button>
        </footer>
      </form>
    </Dialog>
  );
}
