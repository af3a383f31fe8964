"""Text that was recognised from pictures, and the markers of list items."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pages", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("passages", sa.Column("marker", sa.Text(), nullable=True))
    op.add_column("passages", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("jobs", sa.Column("recognise", sa.Boolean(), server_default="0", nullable=False))
