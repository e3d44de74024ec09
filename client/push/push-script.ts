import { siteBase } from '../site/site-base.ts';
import { Device } from '../ticker/reading/device.ts';
import { PushPart } from './push-part.ts';
import { canPush } from './subscription.ts';

const part = document.querySelector<HTMLElement>('.site-push');
if (part !== null && canPush()) new PushPart(part, new Device(siteBase)).show();
