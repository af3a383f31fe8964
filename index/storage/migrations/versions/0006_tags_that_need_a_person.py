"""Which tags the model leaves to a person."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "theme_tags", sa.Column("unsure", sa.Boolean(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    raise NotImplementedError("a workspace is never taken back: restore the copy made before")
