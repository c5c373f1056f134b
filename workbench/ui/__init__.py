"""The window: the one home of Qt. Views speak to the desk, the desk says what changed."""
