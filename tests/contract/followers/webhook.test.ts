import { Receiver } from '../../followers/receiver.ts';
import { kindContract } from './kind-contract.ts';

kindContract('webhook', () => Receiver.open());
