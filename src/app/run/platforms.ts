/** The platforms that the bot talks to: the one list of them, which everything else is given. */
import type { Platform } from '../../core/delivery/platform.ts';
import type { Receiver } from '../../core/delivery/receiver.ts';
import { platform as console } from '../../edges/console/platform.ts';
import { platform as discord } from '../../edges/discord/platform.ts';
import { platform as slack } from '../../edges/slack/platform.ts';
import { platform as webhook } from '../../edges/webhook/platform.ts';

export const PLATFORMS: readonly Platform[] = [console, discord, slack, webhook];

/** Where alerts go whose receiver cannot be reached. */
export const PLACEHOLDER: Receiver = { type: 'console' };
