import { type Fields } from './api';
import { number, percent } from './format';
import { texts } from './texts';
import { Field } from './ui';

export type By = 'standard' | 'fpir' | 'fmr' | 'threshold';
export interface Decision { gallery: string; by: By; rate: number; threshold: number; k: number; filter: string; faces: 'all' | 'largest' }
export const standard: Decision = { gallery: '', by: 'standard', rate: -2, threshold: 0.35, k: 5, filter: '', faces: 'all' };

const t = texts.controls;

export const filterFits = (text: string): boolean => text.split(',').every((part) => part.trim() === '' || /^[^=]+=.+$/.test(part.trim()));

/** The fields of a question that say how it is decided; null while they cannot be sent. */
export function decisionFields(decision: Decision): Fields | null {
  if (!filterFits(decision.filter)) return null;
  switch (decision.by) {
    case 'standard': return {};
    case 'threshold': return { threshold: String(decision.threshold) };
    default: return { [decision.by]: String(Number((10 ** decision.rate).toPrecision(2))) };
  }
}

export function Controls({ decision, gallery, galleries, change, verifying, answer }: {
  decision: Decision; gallery: string; galleries: string[]; change: (decision: Decision) => void; verifying: boolean;
  answer: { threshold: number } | undefined;
}) {
  const set = (part: Partial<Decision>) => change({ ...decision, ...part });
  const ways: By[] = verifying ? ['standard', 'fmr', 'threshold'] : ['standard', 'fpir', 'fmr', 'threshold'];
  const why = { standard: t.standardWhy, fpir: t.fpirWhy, fmr: t.fmrWhy, threshold: t.thresholdWhy }[decision.by];
  return (
    <form class="card controls" aria-label={t.title} onSubmit={(e) => e.preventDefault()}>
      <Field label={t.gallery}>
        <select value={gallery} onChange={(e) => set({ gallery: e.currentTarget.value })}>
          {(galleries.includes(gallery) ? galleries : [gallery, ...galleries]).map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
      </Field>
      <Field label={t.by} hint={why}>
        <select
          value={decision.by}
          onChange={(e) => set({ by: e.currentTarget.value as By, ...(answer ? { threshold: Math.round(answer.threshold * 100) / 100 } : {}) })}
        >
          {ways.map((way) => <option key={way} value={way}>{{ standard: t.standard, fpir: t.fpir, fmr: t.fmr, threshold: t.threshold }[way]}</option>)}
        </select>
      </Field>
      {(decision.by === 'fpir' || decision.by === 'fmr') && (
        <Field label={`${decision.by === 'fpir' ? t.fpir : t.fmr}: ${percent(10 ** decision.rate)}`}>
          <input type="range" min="-6" max="-0.7" step="0.1" value={decision.rate} aria-valuetext={percent(10 ** decision.rate)} onInput={(e) => set({ rate: Number(e.currentTarget.value) })} />
        </Field>
      )}
      {decision.by === 'threshold' && (
        <Field label={`${t.threshold}: ${number(decision.threshold, 2)}`}>
          <input type="range" min="0" max="1" step="0.01" value={decision.threshold} onInput={(e) => set({ threshold: Number(e.currentTarget.value) })} />
        </Field>
      )}
      {!verifying && (
        <>
          <Field label={t.k}>
            <input type="number" min="1" max="100" value={decision.k} onInput={(e) => { const k = e.currentTarget.valueAsNumber; if (k >= 1 && k <= 1000) set({ k: Math.round(k) }); }} />
          </Field>
          <Field label={t.filter} error={filterFits(decision.filter) ? undefined : t.filterBad}>
            <input type="text" spellcheck={false} placeholder={t.filterHint} value={decision.filter} onInput={(e) => set({ filter: e.currentTarget.value })} />
          </Field>
          <Field label={t.faces}>
            <select value={decision.faces} onChange={(e) => set({ faces: e.currentTarget.value as Decision['faces'] })}>
              <option value="all">{t.all}</option><option value="largest">{t.largest}</option>
            </select>
          </Field>
        </>
      )}
    </form>
  );
}
