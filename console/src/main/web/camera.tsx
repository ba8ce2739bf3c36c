import { useEffect, useRef, useState } from 'preact/hooks';
import { texts } from './texts';
import { Dialog, Waiting } from './ui';

const t = texts.camera;
const QUALITY = 0.92;

export function Camera({ close, take }: { close: () => void; take: (photo: Blob) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'running' | 'none' | 'denied' | 'insecure'>('starting');

  useEffect(() => {
    if (!navigator.mediaDevices) {
      setState('insecure');
      return undefined;
    }
    let stream: MediaStream | null = null;
    let here = true;
    navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 }, facingMode: 'user' } }).then(
      (got) => {
        stream = got;
        if (!here) {
          got.getTracks().forEach((track) => track.stop());
          return;
        }
        video.current!.srcObject = got;
        void video.current!.play();
      },
      (failure: DOMException) => setState(failure.name === 'NotAllowedError' ? 'denied' : 'none'),
    );
    return () => {
      here = false;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);

  const shoot = () => {
    const from = video.current!;
    const canvas = document.createElement('canvas');
    canvas.width = from.videoWidth;
    canvas.height = from.videoHeight;
    canvas.getContext('2d')!.drawImage(from, 0, 0);
    canvas.toBlob((photo) => { if (photo) take(photo); }, 'image/jpeg', QUALITY);
  };

  return (
    <Dialog title={t.title} close={close}>
      {state === 'starting' && <Waiting text={t.starting} />}
      {(state === 'none' || state === 'denied' || state === 'insecure') && <p class="notice warn" role="alert">{t[state]}</p>}
      <video ref={video} class="camera" hidden={state !== 'running'} muted playsInline aria-label={t.preview} onPlaying={() => setState('running')} />
      <footer>
        <button type="button" onClick={close}>{texts.cancel}</button>
        <button type="button" class="primary" disabled={state !== 'running'} onClick={shoot}>{t.take}</button>
      </footer>
    </Dialog>
  );
}
