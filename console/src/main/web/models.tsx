import { get } from './api';
import { count, number, percent } from './format';
import { to } from './route';
import { texts } from './texts';
import { Trouble, useAsked, Waiting } from './ui';

const t = texts.models;

interface Model { id: string; serving: boolean; released: boolean; name?: string; dimension?: number; licence?: string; problem?: string }
interface Rate { fmr: number; similarity: number; fmrLow?: number; fmrHigh?: number; fnmr?: number; fnmrLow?: number; fnmrHigh?: number }
interface Search { enrolled: number; fpir: number; similarity: number; fnir: number }
interface Card {
  id: string; name: string; dimension: number; source: string; limits: string[];
  licence: { id: string; declaredBy?: string; unknown?: string };
  thresholds?: {
    data?: { description: string; people: number; photos: number; impostorPairs: number; leftOut?: Record<string, number> };
    measured?: Rate[]; extrapolated?: { method: string; points: Rate[] }; identification?: Search[];
  };
}

export function ModelsPage({ model }: { model: string | undefined }) {
  return model === undefined ? <All /> : <One model={model} />;
}

function All() {
  const asked = useAsked<{ serving: string; models: Model[] }>((signal) => get('/v1/models', signal), []);
  return (
    <>
      <div><h1>{t.title}</h1><p class="quiet">{t.lead}</p></div>
      {asked.loading && !asked.value && <Waiting text={texts.loading(t.title.toLowerCase())} />}
      {asked.problem && <Trouble problem={asked.problem} again={asked.again} />}
      <ul class="tiles">
        {asked.value?.models.map((m) => (
          <li key={m.id} class="card">
            <h2><a href={to('models', m.id)}>{m.id}</a></h2>
            <p class="row">{m.serving && <span class="tag good">{t.serving}</span>}<span class="tag">{m.released ? t.released : t.added}</span></p>
            {m.name && <p>{m.name}</p>}
            {m.dimension !== undefined && <p class="quiet fine">{t.dimension(m.dimension)} · {m.licence}</p>}
            {m.problem && <p class="wrong fine">{m.problem}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function One({ model }: { model: string }) {
  const asked = useAsked<{ id: string; serving: boolean; card: Card }>((signal) => get(`/v1/models/${encodeURIComponent(model)}`, signal), [model]);
  const card = asked.value?.card;
  const data = card?.thresholds?.data;
  const measured = card?.thresholds?.measured ?? [];
  const extrapolated = card?.thresholds?.extrapolated?.points ?? [];
  const searches = card?.thresholds?.identification ?? [];
  return (
    <>
      <nav class="path" aria-label={t.title}><a href={to('models')}>{t.title}</a></nav>
      <div class="head"><div><h1>{model}</h1>{card && <p class="quiet">{card.name}</p>}</div>{asked.value?.serving && <span class="tag good">{t.serving}</span>}</div>
      {asked.loading && !card && <Waiting text={texts.loading(model)} />}
      {asked.problem && <Trouble problem={asked.problem} again={asked.again} />}
      {card && (
        <>
          {card.limits.length > 0 && <section class="notice warn"><h2>{t.limits}</h2><ul class="points">{card.limits.map((limit) => <li key={limit}>{limit}</li>)}</ul></section>}
          <section class="card">
            <h2>{t.rates}</h2>
            {measured.length === 0 && <p>{t.notMeasured}</p>}
            {data && <p class="quiet">{t.data} {t.dataWords(data)}. {data.leftOut && `${t.leftOut}: ${Object.entries(data.leftOut).map(([code, n]) => `${count(n)} ${code}`).join(', ')}.`}</p>}
            {measured.some((rate) => rate.fnmr !== undefined) && <Det rates={measured} />}
            {measured.length > 0 && (
              <div class="scroll" tabIndex={0} role="region" aria-label={t.rates}>
                <table>
                  <thead><tr><th scope="col" class="n">{t.similarity}</th><th scope="col" class="n">{t.fmr}</th><th scope="col" class="n">{t.fnmr}</th><th scope="col" class="n">{t.interval}</th></tr></thead>
                  <tbody>
                    {measured.map((rate) => (
                      <tr key={rate.fmr}><td class="n">{number(rate.similarity, 3)}</td><td class="n">{percent(rate.fmr)}</td>
                        <td class="n">{rate.fnmr === undefined ? '' : percent(rate.fnmr)}</td>
                        <td class="n">{rate.fnmrLow !== undefined && rate.fnmrHigh !== undefined && `${percent(rate.fnmrLow)} – ${percent(rate.fnmrHigh)}`}</td></tr>
                    ))}
                    {extrapolated.map((rate) => (
                      <tr key={rate.fmr} class="quiet"><td class="n">{number(rate.similarity, 3)}</td><td class="n">{percent(rate.fmr)}</td><td colSpan={2}>{t.extrapolated}</td></tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
          {searches.length > 0 && (
            <section class="card">
              <h2>{t.identification}</h2>
              <div class="scroll" tabIndex={0} role="region" aria-label={t.identification}>
                <table>
                  <thead><tr><th scope="col" class="n">{t.enrolled}</th><th scope="col" class="n">{t.fpir}</th><th scope="col" class="n">{t.fnir}</th><th scope="col" class="n">{t.similarity}</th></tr></thead>
                  <tbody>{searches.map((s) => <tr key={`${s.enrolled}/${s.fpir}`}><td class="n">{count(s.enrolled)}</td><td class="n">{percent(s.fpir)}</td><td class="n">{percent(s.fnir)}</td><td class="n">{number(s.similarity, 3)}</td></tr>)}</tbody>
                </table>
              </div>
            </section>
          )}
          <section class="card">
            <dl>
              <dt>{t.licence}</dt><dd>{card.licence.id}{card.licence.declaredBy && <span class="quiet"> ({card.licence.declaredBy})</span>}</dd>
              {card.licence.unknown && <><dt>{t.unknown}</dt><dd>{card.licence.unknown}</dd></>}
              <dt>{t.source}</dt><dd>{card.source}</dd>
            </dl>
          </section>
        </>
      )}
    </>
  );
}

const WIDTH = 600;
const HEIGHT = 320;
const LEFT = 64;
const BOTTOM = 44;

/** On logarithmic axes, as is usual for error rates that span orders of magnitude. */
function Det({ rates }: { rates: Rate[] }) {
  const points = rates.filter((rate) => rate.fnmr !== undefined && rate.fnmr > 0);
  const span = (values: number[]) => [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))] as const;
  const [x0, x1] = span(points.map((p) => p.fmr));
  const [y0, y1] = span(points.map((p) => p.fnmr!));
  const x = (fmr: number) => LEFT + ((Math.log10(fmr) - x0) / Math.max(1, x1 - x0)) * (WIDTH - LEFT - 12);
  const y = (fnmr: number) => HEIGHT - BOTTOM - ((Math.log10(fnmr) - y0) / Math.max(1, y1 - y0)) * (HEIGHT - BOTTOM - 12);
  const ticks = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, i) => 10 ** (from + i));
  return (
    <figure>
      <svg class="det" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.detAlt}>
        {ticks(x0, x1).map((tick) => <g key={tick}><line x1={x(tick)} x2={x(tick)} y1="12" y2={HEIGHT - BOTTOM} /><text x={x(tick)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">{percent(tick)}</text></g>)}
        {ticks(y0, y1).map((tick) => <g key={tick}><line x1={LEFT} x2={WIDTH - 12} y1={y(tick)} y2={y(tick)} /><text x={LEFT - 8} y={y(tick) + 4} text-anchor="end">{percent(tick)}</text></g>)}
        <polyline points={points.map((p) => `${x(p.fmr)},${y(p.fnmr!)}`).join(' ')} />
        {points.map((p) => <circle key={p.fmr} cx={x(p.fmr)} cy={y(p.fnmr!)} r="4" />)}
        <text class="axis" x={(LEFT + WIDTH) / 2} y={HEIGHT - 6} text-anchor="middle">{t.fmr}</text>
        <text class="axis" x={14} y={(HEIGHT - BOTTOM) / 2} text-anchor="middle" transform={`rotate(-90 14 ${(HEIGHT - BOTTOM) / 2})`}>{t.fnmr}</text>
      </svg>
      <figcaption>{t.det}</figcaption>
    </figure>
  );
}
