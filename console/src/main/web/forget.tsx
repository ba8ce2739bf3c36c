import { useState } from 'preact/hooks';
import { del, type Problem, type Receipt } from './api';
import { when } from './format';
import { texts } from './texts';
import { asProblem, Dialog, dropPictures, Field, Trouble, Waiting } from './ui';

const t = texts.forget;

/** Names what goes, asks for it to be typed where it is many, and shows the receipt. */
export function Forget({ what, name, count, everything, path, close, done }: {
  what: string; name: string; count: number; everything?: boolean; path: string; close: () => void; done: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<{ working?: boolean; receipt?: Receipt; problem?: Problem }>({});
  const many = everything || count > 1;
  const forget = () => {
    setState({ working: true });
    del<Receipt>(path).then(
      (receipt) => { dropPictures(); setState({ receipt }); },
      (failure: unknown) => setState({ problem: asProblem(failure) }),
    );
  };
  if (state.receipt) {
    const receipt = state.receipt;
    return (
      <Dialog title={t.done} close={done}>
        <p><strong>{t.receipt(receipt.count, when(receipt.forgottenAt))}</strong></p>
        <p>{t.erased(when(receipt.erasedBy))}</p>
        <details><summary>{t.copy}</summary><pre tabIndex={0}>{JSON.stringify(receipt, null, 2)}</pre></details>
        <footer><button type="button" class="primary" onClick={done}>{texts.close}</button></footer>
      </Dialog>
    );
  }
  return (
    <Dialog title={t.title(what)} close={close}>
      <form onSubmit={(e) => { e.preventDefault(); if (!many || typed === name) forget(); }}>
        <p><strong>{everything ? t.goesAll(count) : t.goes(count)}</strong> {t.cannot}</p>
        {many && (
          <Field label={t.type(name)}>
            <input type="text" autocomplete="off" spellcheck={false} value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
          </Field>
        )}
        {state.working && <Waiting text={t.working} />}
        {state.problem && <Trouble problem={state.problem} />}
        <footer>
          <button type="button" onClick={close}>{texts.cancel}</button>
          <button type="submit" class="danger" disabled={state.working || (many && typed !== name)}>{t.confirm}</button>
        </footer>
      </form>
    </Dialog>
  );
}
