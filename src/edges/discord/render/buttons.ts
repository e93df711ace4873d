/** The row of buttons below an alert. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { AlertNotification } from '../../../core/delivery/notification.ts';

/** Why, Acknowledge or its undoing, and votes; each carries its name and the alert's number: `ack:12`. Muting is behind Why. */
export function alertButtons({
  alertId,
  acknowledged,
}: Pick<
  AlertNotification,
  'alertId' | 'acknowledged'
>): APIActionRowComponent<APIButtonComponentWithCustomId> {
  const button = (
    name: string,
    label: string,
    style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
  ): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style,
    label,
    custom_id: `${name}:${alertId}`,
  });
  return {
    type: ComponentType.ActionRow,
    components: [
      acknowledged === undefined
        ? button('ack', 'Acknowledge', ButtonStyle.Primary)
        : button('unack', 'Take back'),
      button('relevant', 'Relevant'),
      button('irrelevant', 'Not relevant'),
      button('why', 'Why'),
    ],
  };
}
