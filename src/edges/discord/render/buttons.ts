/** The row of buttons below an alert. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';

/** Acknowledge, Relevant, Not relevant, Mute 24 h, Why; each carries its name and the alert's number: `ack:12`. */
export function alertButtons(alertId: number): APIActionRowComponent<APIButtonComponentWithCustomId> {
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
      button('ack', 'Acknowledge', ButtonStyle.Primary),
      button('relevant', 'Relevant'),
      button('irrelevant', 'Not relevant'),
      button('mute', 'Mute 24 h'),
      button('why', 'Why'),
    ],
  };
}
