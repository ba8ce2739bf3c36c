import { useState } from 'preact/hooks';
import { del, get, json, type Problem } from './api';
import { number, when } from './format';
import { texts } from './texts';
import { asProblem, Dialog, Field, Pager, Trouble, useAsked, Waiting } from './ui';

const t = texts.access;

interface Key { id: string; name: string; key?: string; scopes: string[]; galleries: string[]; created: string; expires?: string }
interface Event {
  offset: number; time: string; key?: string; action: string; gallery?: string; status: number; model?: string; threshold?: number;
  decisions: { subject?: string; similarity?: number; match: boolean }[];
}
const SCOPES = ['enroll', 'search', 'read', 'change', 'forget', 'embed', 'audit', 'admin'];
const PAGE = 100;

export function AccessPage() {
  return <><h1>{t.title}</h1><Keys /><Audit /></>;
}

function Absent({ problem, again }: { problem: Problem; again: () => void }) {
  return problem.code === 'UNKNOWN_ROUTE' ? <p class="quiet">{t.absent}</p> : <Trouble problem={problem} again={again} />;
}

function Keys() {
  const asked = useAsked<{ keys: Key[] }>((signal) => get('/v1/admin/keys', signal), []);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const keys = asked.value?.keys ?? [];
  return (
    <section class="card">
      <div class="row between">
        <div><h2>{t.keys}</h2><p class="quiet">{t.keysLead}</p></div>
        {asked.value && <button type="button" onClick={() => setCreating(true)}>{t.create}</button>}
      </div>
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.keys)} />}
      {asked.problem && <Absent problem={asked.problem} again={asked.again} />}
      {asked.value && keys.length === 0 && <p class="notice">{t.noKeys}</p>}
      {keys.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={t.keys}>
          <table>
            <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.scopes}</th><th scope="col">{t.galleries}</th><th scope="col">{t.created}</th><th scope="col">{t.expires}</th><th scope="col"><span class="sr">{t.revoke}</span></th></tr></thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key.id}>
                  <td><strong>{key.name}</strong><p class="quiet fine">{key.id}</p></td><td>{key.scopes.join(', ')}</td>
                  <td>{key.galleries.length === 0 ? t.all : key.galleries.join(', ')}</td><td>{when(key.created)}</td><td>{key.expires ? when(key.expires) : t.never}</td>
                  <td><button type="button" class="danger-quiet" aria-label={`${t.revoke}: ${key.name}`} onClick={() => setRevoking(key)}>{t.revoke}</button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {creating && <Create close={() => { setCreating(false); asked.again(); }} />}
      {revoking && <Revoke of={revoking} close={() => { setRevoking(null); asked.again(); }} />}
    </section>
  );
}

function Create({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(['search', 'read']);
  const [galleries, setGalleries] = useState('');
  const [made, setMade] = useState<Key | null>(null);
  const [copied, setCopied] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const create = () => json<Key>('POST', '/v1/admin/keys', {
    name: name.trim(), scopes, galleries: galleries.split(',').map((g) => g.trim()).filter((g) => g !== ''),
  }).then((key) => { setMade(key); setProblem(null); }, (failure: unknown) => setProblem(asProblem(failure)));
  if (made) {
    return (
      <Dialog title={made.name} close={close}>
        <div class="stack">
          <p class="notice warn">{t.once}</p>
          <Field label={texts.key.label}><input type="text" readOnly value={made.key} onFocus={(e) => e.currentTarget.select()} /></Field>
          <footer>
            <button type="button" onClick={() => void navigator.clipboard.writeText(made.key ?? '').then(() => setCopied(true), () => {})}>{copied ? t.copied : t.copy}</button>
            <button type="button" class="primary" onClick={close}>{texts.close}</button>
          </footer>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t.createTitle} close={close}>
      <form onSubmit={(e) => { e.preventDefault(); if (name.trim() !== '' && scopes.length > 0) void create(); }}>
        <Field label={t.name} hint={t.nameWhy}><input type="text" value={name} onInput={(e) => setName(e.currentTarget.value)} /></Field>
        <fieldset>
          <legend class="label">{t.scopes}</legend>
          <div class="checks">
            {SCOPES.map((scope) => (
              <label key={scope} class="check"><input type="checkbox" checked={scopes.includes(scope)} onChange={(e) => setScopes(e.currentTarget.checked ? [...scopes, scope] : scopes.filter((s) => s !== scope))} />{scope}</label>
            ))}
          </div>
        </fieldset>
        <Field label={t.galleries} hint={t.galleriesWhy}><input type="text" spellcheck={false} value={galleries} onInput={(e) => setGalleries(e.currentTarget.value)} /></Field>
        {problem && <Trouble problem={problem} />}
        <footer><button type="button" onClick={close}>{texts.cancel}</button><button type="submit" class="primary" disabled={name.trim() === '' || scopes.length === 0}>{t.create}</button></footer>
      </form>
    </Dialog>
  );
}

function Revoke({ of, close }: { of: Key; close: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <Dialog title={t.revokeTitle(of.name)} close={close}>
      <div class="stack">
        <p>{t.revokeWhy}</p>
        {problem && <Trouble problem={problem} />}
        <footer><button type="button" onClick={close}>{texts.cancel}</button>
          <button type="button" class="danger" onClick={() => void del(`/v1/admin/keys/${encodeURIComponent(of.id)}`).then(close, (failure: unknown) => setProblem(asProblem(failure)))}>{t.revoke}</button></footer>
      </div>
    </Dialog>
  );
}

function Audit() {
  const [pages, setPages] = useState<number[]>([]);
  const [gallery, setGallery] = useState('');
  const after = pages.at(-1);
  const asked = useAsked<{ events: Event[]; next?: number }>(
    (signal) => get(`/v1/admin/audit?${new URLSearchParams({ limit: String(PAGE), ...(gallery === '' ? {} : { gallery }), ...(after === undefined ? {} : { after: String(after) }) })}`, signal),
    [after, gallery]);
  const list = asked.value?.events ?? [];
  return (
    <section class="card">
      <div><h2>{t.audit}</h2><p class="quiet">{t.auditLead}</p></div>
      {asked.problem ? <Absent problem={asked.problem} again={asked.again} /> : (
        <div class="find"><Field label={texts.controls.gallery}><input type="text" spellcheck={false} value={gallery} onChange={(e) => { setPages([]); setGallery(e.currentTarget.value.trim()); }} /></Field></div>
      )}
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.audit.toLowerCase())} />}
      {asked.value && list.length === 0 && <p class="notice">{t.noAudit}</p>}
      {list.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={t.audit}>
          <table>
            <thead><tr><th scope="col">{t.when}</th><th scope="col">{t.who}</th><th scope="col">{t.what}</th><th scope="col">{t.where}</th><th scope="col">{t.outcome}</th></tr></thead>
            <tbody>
              {list.map((event) => (
                <tr key={event.offset}>
                  <td>{when(event.time)}</td><td>{event.key ?? t.nobody}</td><td>{event.action}</td><td>{event.gallery ?? ''}</td>
                  <td>{event.status} {event.decisions.map((d, i) => (
                    <p key={i} class="fine quiet">{d.subject ?? texts.search.unknown}{d.similarity !== undefined && ` · ${number(d.similarity, 3)}`}{d.match ? ` · ${t.match}` : ''}</p>
                  ))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager pages={pages} next={asked.value?.next} loading={asked.loading} turn={setPages} />
    </section>
  );
}
