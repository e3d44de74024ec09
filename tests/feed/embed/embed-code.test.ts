import { codeOf, embedScript, frameElement, policyOf } from '../../../src/feed/embed/embed-code.ts';

const subject = { address: 'https://n.example/live', feed: 'storm', title: `"Storm" & 'rain'` };

describe('the code for a site', () => {
  const ticker = '<script src="https://n.example/live/v1/ticker.js" async></script>';

  test('is an element with its options, and the script that runs it', () => {
    expect(codeOf(subject, {}, '').script).toBe(
      `${ticker}\n<live-ticker feed="storm"></live-ticker>`,
    );
    const options = { clock: '24', layout: 'rail', limit: '5' } as const;
    expect(codeOf(subject, options, 'Live <now>').script).toBe(
      `${ticker}\n<live-ticker feed="storm" layout="rail" limit="5" clock="24" ` +
        'heading="Live &#60;now&#62;" more="https://n.example/live/feeds/storm"></live-ticker>',
    );
    // A bar leads nowhere else.
    expect(codeOf(subject, { layout: 'bar' }, '').script).not.toContain('more=');
  });

  test('is a frame, whose page is asked for with the same options, as high as its layout', () => {
    const { frame } = codeOf(subject, { theme: 'dark' }, 'x');
    expect(frame).toBe(
      '<iframe src="https://n.example/live/embed/storm?theme=dark" ' +
        `title="&#34;Storm&#34; &amp; 'rain'" width="100%" height="600" frameborder="0" loading="lazy"></iframe>\n` +
        embedScript(subject),
    );
    expect(embedScript(subject)).toContain('src="https://n.example/live/v1/embed.js" async');
    expect(frameElement(subject, { layout: 'bar' })).toContain('height="120"');
    const item = frameElement(subject, { theme: 'dark' }, { width: 400, height: 300, item: 'i' });
    expect(item).toContain('src="https://n.example/live/embed/storm?item=i"');
    expect(item).toContain('width="400" height="300"');
  });

  test('is an include of the newest items, of which only layout and number are asked for', () => {
    const include = (query: string) =>
      `\n  <!--#include virtual="/live/api/v1/feeds/storm/fragment${query}" -->\n</live-ticker>`;
    const plain = codeOf(subject, {}, '').server;
    expect(plain).toBe(
      '<link rel="stylesheet" href="https://n.example/live/assets/item.css">\n' +
        `<live-ticker feed="storm">${include('')}\n${ticker}`,
    );
    const options = { clock: '24', layout: 'bar', limit: '3' } as const;
    expect(codeOf(subject, options, '').server).toContain(include('?layout=bar&limit=3'));
    expect(codeOf(subject, { limit: '3' }, '').server).toContain(include('?limit=3'));
  });

  test('is an address, or a module, for what makes the rest itself', () => {
    const { wordpress, module } = codeOf(subject, {}, '');
    expect(wordpress).toBe('https://n.example/live/feeds/storm');
    expect(module).toContain('from "https://n.example/live/v1/ticker.mjs"');
    expect(module).toContain('{ src: "https://n.example/live", feed: "storm" }');
  });
});

test('the policy of a site allows what each way loads, and nothing else', () => {
  const origin = 'https://n.example';
  const live =
    `script-src ${origin}; connect-src ${origin} wss://n.example; ` +
    `img-src ${origin} https:; media-src ${origin} https:`;
  expect(policyOf(subject)).toEqual({
    script: live,
    frame: `frame-src ${origin}; script-src ${origin}`,
    wordpress: `frame-src ${origin}`,
    server: `${live}; style-src ${origin}`,
    module: live,
  });
  const plain = policyOf({ ...subject, address: 'http://localhost:3000' });
  expect(plain.script).toContain('connect-src http://localhost:3000 ws://localhost:3000');
});
