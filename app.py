"""The app: navigation and nothing else. Start it with `lis serve`."""

from views.navigation import run

run()
