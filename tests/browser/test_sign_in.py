"""Where the app is shared, people sign in; a name that somebody types opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from index.storage.workspace import open_workspace
from review.people import add_person, person
from review.person import Role
from tests.browser.conftest import NOW, App, free_port, serving
from tests.browser.identity_provider import CLIENT, IdentityProvider, providing

pytestmark = pytest.mark.browser


@dataclass
class Shared:
    app: App
    provider: IdentityProvider
    workspace: Path


@pytest.fixture
def shared(browser: Browser, tmp_path: Path) -> Iterator[Shared]:
    port = free_port()
    workspace, secrets = tmp_path / "workspace", tmp_path / "secrets.toml"
    with providing() as provider:
        secrets.write_text(
            f"""
            [auth]
            redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
            cookie_secret = "{"only for this test" * 3}"
            client_id = "{CLIENT}"
            client_secret = "secret"
            server_metadata_url = "{provider.address}/.well-known/openid-configuration"
            """
        )
        with serving(workspace, port, "--secrets.files", str(secrets)) as address:
            yield Shared(App(address, browser), provider, workspace)


def test_the_first_to_sign_in_is_administrator_and_a_stranger_gets_nothing(
    shared: Shared,
) -> None:
    shared.provider.claims = {"sub": "1", "email": "Ada@Example.org", "name": "Ada"}
    page = shared.app.open("review")
    expect(page.get_by_text("Sign in, at the top right of the screen")).to_be_visible()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="You are: Ada, administrator")).to_be_visible(
        timeout=30_000
    )

    shared.provider.claims = {"sub": "2", "email": "eve@example.org", "name": "Ada"}
    page = shared.app.open("review", who="Ada")
    expect(page.get_by_text("Sign in, at the top right of the screen")).to_be_visible()
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="eve@example.org").click()
    expect(page.get_by_text("nobody has added you here")).to_be_visible()

    with open_workspace(shared.workspace) as workspace:
        ada = person(workspace.engine, "Ada")
        assert (ada.role, ada.subject) == (Role.ADMINISTRATOR, "ada@example.org")
        add_person(workspace.engine, "Eve", Role.VIEWER, who=ada, at=NOW, subject="eve@example.org")
    page.reload()
    expect(page.get_by_role("button", name="You are: Eve, viewer")).to_be_visible()


def test_an_address_that_the_service_has_not_verified_opens_nothing(shared: Shared) -> None:
    shared.provider.claims = {
        "sub": "3",
        "email": "ada@example.org",
        "email_verified": False,
        "name": "Ada",
    }
    page = shared.app.open("review")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Unknown")).to_be_visible(timeout=30_000)
