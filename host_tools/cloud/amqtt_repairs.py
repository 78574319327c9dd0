"""amqtt's broker with the repairs that this project needs. Tried with amqtt 0.12.1.

Each override names the fault it repairs; they use amqtt's inner names, so the tests of the
embedded broker (`tests/host/test_cloud_broker.py`) hold each of them.
"""

from collections.abc import Callable

from amqtt.broker import Broker
from amqtt.contexts import Action


class RepairedBroker(Broker):
    """A broker with topic rules: `may(session, topic, action)` decides on publishing and
    subscribing."""

    may: Callable

    async def _topic_filtering(self, session, topic: str, action: Action) -> bool:
        """Decide without waiting.

        amqtt asks its topic plugins while it walks over the subscriptions; a plugin makes it wait
        there, a client subscribes meanwhile, and the message is lost with "dictionary changed
        size".
        """
        return action == Action.RECEIVE or self.may(session, topic, action)

    async def _publish_retained_messages_for_subscription(self, subscription, session) -> None:
        """Send retained messages to those who subscribed.

        amqtt sends a new client what other clients subscribed to, before its own SUBSCRIBE.
        """
        subscribers = self.subscriptions.get(subscription[0], ())
        if any(subscriber is session for subscriber, _qos in subscribers):
            await super()._publish_retained_messages_for_subscription(subscription, session)

    async def _delete_session(self, client_id: str) -> None:
        """Disconnect the older connection with the same client id (MQTT 3.1.1, 3.1.4-2).

        amqtt leaves it open, deaf and without a word.
        """
        _session, handler = self.sessions.get(client_id, (None, None))
        await super()._delete_session(client_id)
        if handler is not None:
            await handler.handle_connection_closed()
